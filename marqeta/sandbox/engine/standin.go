package engine

// Who decides in the gateway's place, as transactions name it.
const (
	ByCriterion = "COMMANDO_AUTO"   // Commando Mode, for one question that failed
	BySwitch    = "COMMANDO_MANUAL" // Commando Mode, for everything while it is switched on
	ByNetwork   = "NETWORK"         // the card network, which could not reach the issuer
)

// StandIn is Commando Mode where it decides: the control set that holds and the
// program funding source that pays.
type StandIn struct {
	By           string
	ControlSet   string // its token
	Source       string // token
	SourceActive bool
	Dry          func() bool
	Restricted   bool // authorization controls are listed
	Rules        Rules
	Limits       []Limit
}

// checkStandIn decides in the gateway's place, within the controls that are listed
// for that, and lets the other source pay: all of it or nothing.
func checkStandIn(a *Attempt, v *Verdict) finding {
	s := a.StandIn
	if s == nil || v.Model != Gateway {
		return finding{skip: true}
	}
	v.DecidedBy, v.StandIn, v.Model = "stand_in", s.By, Managed
	f := finding{values: map[string]any{
		"standin_by": s.By, "commando_mode_token": s.ControlSet, "program_funding_source": s.Source, "asked_minor_units": v.Asking,
	}}
	listed := *a
	listed.Rules, listed.Limits = s.Rules, s.Limits
	if s.Restricted {
		found := checkRules(&listed, v)
		f.values["auth_controls"] = found.values
		if f.control = found.control; found.code != "" {
			f.code, f.why, f.guess = found.code, found.why, found.guess
			return f
		}
	}
	found := checkLimits(&listed, v)
	f.values["velocity_controls"] = found.values
	if found.code != "" {
		f.code, f.control = found.code, found.control
		return f
	}
	f.values["funding_source_active"] = s.SourceActive
	switch {
	case !s.SourceActive:
		f.code, f.why = "1016", "the program funding source is switched off"
	case s.Dry != nil && s.Dry():
		f.code, f.why = "1016", "the program funding source cannot be drawn on"
	default:
		f.values["standin_approved_by"] = s.By
	}
	return f
}

// StoodIn is the verdict on what the network approved for the issuer: it has
// happened. model is who pays, values are what the network said of it.
func StoodIn(model Model, amount int64, values map[string]any) Verdict {
	v := told(Verdict{Approved: true, Code: Approved, Amount: amount, Model: model, DecidedBy: "stand_in", StandIn: ByNetwork})
	for i, c := range v.Checks {
		if c.Name == v.DecidedBy {
			v.Checks[i].Result, v.Checks[i].Values = Passed, values
		}
	}
	return v
}
