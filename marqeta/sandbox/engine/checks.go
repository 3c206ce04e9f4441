package engine

import (
	"slices"
	"time"
)

func checkMessage(a *Attempt, _ *Verdict) finding {
	m := a.Message
	f := finding{values: map[string]any{"amount_minor_units": m.Amount, "currency_code": m.Currency, "network": m.Network, "subnetwork": m.Subnetwork}}
	switch owner := subnetworks[m.Subnetwork]; {
	case m.Negative:
		f.code, f.why = "1810", "the amount is negative"
	case m.NeedsAmount && m.Amount == 0:
		f.code, f.why, f.guess = "1810", "this kind of message needs an amount", true
	case owner != "" && owner != m.Network:
		f.code, f.why, f.guess = "1015", "the subnetwork belongs to "+owner, true
	}
	return f
}

// subnetworks says which network each belongs to.
var subnetworks = map[string]string{
	"VISANET": "VISA", "VISANETDEBIT": "VISA", "VISAINTERLINK": "VISA", "VISAPLUS": "VISA",
	"MAESTRO": "MASTERCARD", "CIRRUS": "MASTERCARD", "MASTERCARDDEBIT": "MASTERCARD",
}

// NetworkOf gives the network of a subnetwork, empty for one that is not known.
func NetworkOf(subnetwork string) string { return subnetworks[subnetwork] }

// A simulation names its card and the card its user; both exist by then.
func checkCard(a *Attempt, _ *Verdict) finding {
	return finding{values: map[string]any{"card_token": a.Card.Token}}
}

func checkUser(a *Attempt, _ *Verdict) finding {
	f := finding{values: map[string]any{"user_token": a.User.Who}}
	if a.Owner.Who != a.User.Who {
		f.values["account_owner_token"] = a.Owner.Who
	}
	return f
}

// Reason codes of a card transition that change the code of a dead card.
const (
	reasonLost   = "10"
	reasonStolen = "23"
)

func checkCardState(a *Attempt, _ *Verdict) finding {
	f := finding{values: map[string]any{"state": a.Card.State}}
	switch a.Card.State {
	case "ACTIVE":
	case "SUSPENDED":
		f.values["ignore_card_suspended_state"] = a.Product.IgnoreSuspended
		if !a.Product.IgnoreSuspended {
			f.code = "1003"
		}
	case "TERMINATED":
		f.values["reason_code"] = a.Card.ReasonCode
		switch a.Card.ReasonCode {
		case reasonLost:
			f.code = "1005"
		case reasonStolen:
			f.code = "1004"
		default:
			f.code = "1806"
		}
	default:
		f.code = "1806"
	}
	return f
}

func checkExpiry(a *Attempt, _ *Verdict) finding {
	f := finding{values: map[string]any{"expiration_time": a.Card.Expires.UTC().Format(time.RFC3339)}}
	if a.Now.After(a.Card.Expires) {
		f.code = "1001"
		return f
	}
	if a.Message.Expiration != "" {
		f.values["entered"] = a.Message.Expiration
		if a.Message.Expiration != a.Card.Expiration {
			f.code = "1002"
		}
	}
	return f
}

func checkAccountState(a *Attempt, _ *Verdict) finding {
	f := finding{values: map[string]any{"status": a.User.Status}}
	if a.Owner.Status != a.User.Status {
		f.values["account_owner_status"] = a.Owner.Status
	}
	for _, h := range []Holder{a.User, a.Owner} {
		switch {
		case h.Status != "ACTIVE" && h.Status != "LIMITED":
			f.code, f.why, f.guess = "1813", "", false
			return f
		case h.Unknown != nil && f.code == "":
			f = checkUnknown(a, *h.Unknown, f)
		}
	}
	return f
}

// checkUnknown holds a member of a group to its controls before KYC.
func checkUnknown(a *Attempt, may Unknown, f finding) finding {
	f.values["cash_access_enabled"], f.values["international_enabled"] = may.Cash, may.Abroad
	home, _ := CountriesOf(UnitedStatesOnly)
	switch m := a.Message; {
	case !may.Cash && (m.Channel == ATM || m.CashBack > 0 || m.QuasiCash):
		f.code, f.why, f.guess = "1025", "no cash before KYC", true
	case !may.Abroad && !home.accepts(m.Country):
		f.code, f.why, f.guess = "1864", "not abroad before KYC", true
	}
	return f
}

func checkProduct(a *Attempt, _ *Verdict) finding {
	f := finding{values: map[string]any{"active": a.Product.Active, "start_date": a.Product.Starts.Format(time.DateOnly)}}
	started := !a.Now.Before(a.Product.Starts)
	if !a.Product.Ends.IsZero() {
		f.values["end_date"] = a.Product.Ends.Format(time.DateOnly)
	}
	over := !a.Product.Ends.IsZero() && !a.Now.Before(a.Product.Ends.AddDate(0, 0, 1))
	if !a.Product.Active || !started || over {
		f.code = "1808"
	}
	return f
}

// presented reports whether somebody presents the card, who can be asked for more
// than its number: nobody does where money comes, or is added to what was approved.
func (m Message) presented() bool { return !m.Credit && !m.Added }

func checkSecurityCode(a *Attempt, v *Verdict) finding {
	f := finding{values: map[string]any{"entered": a.Message.CVV != "", "card_present": a.Message.CardPresent}}
	switch {
	case a.Message.CVV != "" && a.Message.CVV != a.Card.CVV && !(a.Product.AllowZeroCode && a.Message.CVV == "000"):
		v.CVV = "0001"
		f.code, f.why, f.guess = "1025", "security code does not match", true
	case a.Message.CVV != "":
		v.CVV = "0000"
	case a.Product.NeedSecurityCode && !a.Message.CardPresent && a.Message.presented():
		f.code, f.why, f.guess = "1025", "security code missing", true
	}
	if f.code == "" {
		if chip := checkChip(a); chip.code != "" {
			return chip
		}
	}
	return f
}

func checkChip(a *Attempt) finding {
	mode := a.Message.EntryMode
	f := finding{values: map[string]any{"pan_entry_mode": mode}}
	switch {
	case mode == "CHIP_FALLBACK" && !a.Product.AllowFallback:
		f.code, f.why, f.guess = "1025", "chip fallback is not allowed", true
	case a.Product.NeedChip && a.Message.presented() && mode != "CHIP" && mode != "CHIP_CONTACTLESS":
		f.code, f.why, f.guess = "1025", "chip required", true
	}
	return f
}

func checkPIN(a *Attempt, _ *Verdict) finding {
	f := finding{values: map[string]any{"entered": a.Message.PIN != "", "pin_is_set": a.Card.PIN != "", "always_require_pin": a.Product.NeedPIN}}
	if a.Product.NeedPIN && a.Message.presented() && a.Message.PIN == "" {
		f.code = "1809"
	}
	// A card without a PIN has nothing to compare with.
	if a.Message.PIN != "" && a.Card.PIN != "" && a.Message.PIN != a.Card.PIN {
		f.code = "1809"
	}
	return f
}

func checkPoint(a *Attempt, _ *Verdict) finding {
	m, p := a.Message, a.Product
	f := finding{guess: true, values: map[string]any{"channel": string(m.Channel), "card_present": m.CardPresent, "cardholder_present": m.HolderPresent}}
	refuse := func(why string) finding {
		f.code, f.why = "1025", why
		return f
	}
	switch {
	case m.Channel == ATM && !p.AllowATM:
		return refuse("cash machines are not allowed")
	case m.CashBack > 0 && !p.AllowATM:
		return refuse("cash back is not allowed")
	case m.Channel == ECommerce && !p.AllowECommerce:
		return refuse("e-commerce is not allowed")
	case m.Channel == Store && !p.AllowOther:
		return refuse("purchases in stores are not allowed")
	case m.Channel == Store && p.NeedCard && !m.CardPresent && m.presented():
		return refuse("the card must be present")
	case m.Channel == Store && p.NeedHolder && !m.HolderPresent && m.presented():
		return refuse("the cardholder must be present")
	}
	return f
}

func checkQuasiCash(a *Attempt, _ *Verdict) finding {
	if !a.Message.QuasiCash {
		return finding{}
	}
	exempt := slices.Contains(a.Product.QuasiCashExempt, a.Message.MID)
	f := finding{guess: true, values: map[string]any{"allow_quasi_cash": a.Product.AllowQuasiCash, "mid_exempt": exempt}}
	if !a.Product.AllowQuasiCash && !exempt {
		f.code, f.why = "1025", "quasi-cash is not allowed"
	}
	return f
}

// No risk rule can be made here, so none can refuse.
func checkRisk(*Attempt, *Verdict) finding { return finding{values: map[string]any{"rules": 0}} }
