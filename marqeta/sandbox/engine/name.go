package engine

import "strings"

// Name is a cardholder's name in its parts.
type Name struct{ First, Middle, Last string }

// CompareNames gives the result of account name verification: a digit each for
// first, middle, last and full name (0 not validated, 1 no match, 2 partial match,
// 3 exact match).
func CompareNames(given, onFile Name) string {
	first, middle, last := comparePart(given.First, onFile.First), comparePart(given.Middle, onFile.Middle), comparePart(given.Last, onFile.Last)
	full := byte('0')
	for _, part := range []byte{first, middle, last} {
		if part != '0' && (full == '0' || part < full) {
			full = part
		}
	}
	return string([]byte{first, middle, last, full})
}

// comparePart takes an initial, or any other beginning, for a partial match.
func comparePart(given, onFile string) byte {
	given, onFile = strings.TrimSuffix(compact(given), "."), compact(onFile)
	switch {
	case given == "" || onFile == "":
		return '0'
	case given == onFile:
		return '3'
	case strings.HasPrefix(onFile, given) || strings.HasPrefix(given, onFile):
		return '2'
	}
	return '1'
}
