package explain

import "carddeck/marqeta"

// cardPresent, holderPresent and pinPresent read what the terminal told, in either
// transaction model; nil where it told nothing.
func cardPresent(t marqeta.Transaction) *bool {
	return told(t, func(p marqeta.POS) *bool { return p.CardPresence }, func(p marqeta.POI) marqeta.Scalar { return p.CardPresence })
}

func holderPresent(t marqeta.Transaction) *bool {
	return told(t, func(p marqeta.POS) *bool { return p.CardHolderPresence }, func(p marqeta.POI) marqeta.Scalar { return p.CardholderPresence })
}

func pinPresent(t marqeta.Transaction) *bool {
	return told(t, func(p marqeta.POS) *bool { return p.PINPresent }, func(p marqeta.POI) marqeta.Scalar { return p.PINPresent })
}

func told(t marqeta.Transaction, second func(marqeta.POS) *bool, first func(marqeta.POI) marqeta.Scalar) *bool {
	if t.POS != nil {
		if is := second(*t.POS); is != nil {
			return is
		}
	}
	if t.CardAcceptor.POI == nil {
		return nil
	}
	switch first(*t.CardAcceptor.POI) {
	case "1", "true":
		return new(true)
	case "0", "false":
		return new(false)
	}
	return nil
}

func entryMode(t marqeta.Transaction) string {
	if t.POS == nil {
		return ""
	}
	return t.POS.PANEntryMode
}
