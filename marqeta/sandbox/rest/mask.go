package rest

import "strings"

// MaskPAN shows the first six and the last four digits.
func MaskPAN(pan string) string {
	if len(pan) < 10 {
		return strings.Repeat("_", len(pan))
	}
	return pan[:6] + "______" + pan[len(pan)-4:]
}

// MaskSecret shows the first and the last character around ten asterisks, as
// webhook credentials are shown.
func MaskSecret(s string) string {
	if s == "" {
		return ""
	}
	r := []rune(s)
	return string(r[0]) + "**********" + string(r[len(r)-1])
}

// MaskFundingSource hides a program's funding source in orders and transactions:
// ten asterisks and the last four characters of its token.
func MaskFundingSource(token string) string {
	r := []rune(token)
	return "**********" + string(r[max(0, len(r)-4):])
}

// MaskedSSN stands for a social security number whatever it is.
const MaskedSSN = "___________"
