package engine

// checkFunding finds who pays. Our call where a program funds just in time and
// the account has money of its own (a refund left there): the whole amount comes
// from the account if it suffices, else the whole amount from the program.
func checkFunding(a *Attempt, v *Verdict) finding {
	asked, own := a.Message.Amount, a.Funding.Available
	f := finding{values: map[string]any{"model": string(a.Funding.Model), "asked_minor_units": asked}}
	if a.Message.Credit || a.Message.Inquiry {
		return f
	}
	if a.Funding.Model == Standard || (asked > 0 && own >= asked && !a.Funding.AlwaysFund) {
		f.values["available_minor_units"] = own
		f.values["allow_gpa_auth"] = a.Product.AllowGPA
		if a.Product.AllowGPA {
			return fromAccount(a, v, f)
		}
	}
	switch a.Funding.Model {
	case Managed:
		v.Asked, v.Asking = true, v.Amount
		f.values["funding_source_active"] = a.Funding.SourceActive
		switch {
		case !a.Funding.SourceActive:
			f.code, f.why = "1016", "the funding source is switched off"
		case a.Funding.dry():
			f.code, f.why = "1016", "the funding source cannot be drawn on"
		}
	case Standard:
		f.code, f.why, f.guess = "1808", "nothing may fund this card", true
	}
	return f
}

func (f Funding) dry() bool { return f.Dry != nil && f.Dry() }

func fromAccount(a *Attempt, v *Verdict, f finding) finding {
	asked, own := a.Message.Amount, a.Funding.Available
	v.Model = Standard
	switch {
	case a.Funding.NoAccount:
		f.code, f.why = "1014", "there is no account in this currency"
	case asked == 0, own >= asked: // an account that is overdrawn can be verified
	case own > 0 && a.Message.PartialCapable && a.Product.AllowPartial:
		v.Code, v.Amount = Partial, own
		f.values["approved_minor_units"] = own
	default:
		f.code = "1016"
	}
	return f
}
