package ledger

import (
	"slices"
	"strings"

	"carddeck/marqeta/jit"
)

// Of gives the position of the purchase that facts are of.
func Of(in Facts) Position {
	all := in.inOrder()
	f := fold{given: map[string]int64{}}
	f.identify(all)
	for _, a := range all {
		f.step(a)
	}
	f.finish()
	return f.p
}

// fold is a position on its way.
type fold struct {
	p     Position
	now   *Step
	fact  fact
	ended []int            // steps of opening transactions that the platform calls over
	spent int64            // in single messages, and not undone
	lent  int64            // given in single messages, and not taken back
	given map[string]int64 // in a dispute about a transaction, and not taken back

	most     int64 // ever set aside
	captured bool
	expired  bool
	refused  bool
	latest   State
}

// identify finds out whose purchase it is.
func (f *fold) identify(all []fact) {
	for _, a := range all {
		f.p.Ours = f.p.Ours || len(a.votes) > 0 || a.Gateway && !a.Record
		if a.Record || a.release {
			continue
		}
		if f.p.Purchase == "" {
			f.p.Purchase = a.Token
		}
		if f.p.Holder.Token == "" {
			f.p.Holder = a.Holder
		}
		if f.p.Currency == "" {
			f.p.Currency = a.Currency
		}
	}
}

// step works one fact in.
func (f *fold) step(a fact) {
	f.fact = a
	f.p.Steps = append(f.p.Steps, Step{Transaction: a.Token, Told: a.told})
	f.now = &f.p.Steps[len(f.p.Steps)-1]
	for _, v := range a.votes {
		f.now.Decisions = append(f.now.Decisions, v.Token)
	}
	switch {
	case a.release:
		f.now.Transaction = ""
		f.set(max(f.p.Hold-a.Amount, 0), Reduced)
		f.because("two operators have released it")
	case a.Record:
		f.because("it records a funding, which the card transaction beside it already counts")
	case !f.p.Ours:
		f.because("no program gateway funds it, so the platform keeps the account")
	case f.p.Holder.Token == "":
		f.misfit(NoHolder, 0, a.Amount, "it does not say whose money it moves")
	case a.told:
		f.told()
	default:
		f.untold()
	}
}

// told works in what the platform told, which is the truth whatever we answered.
func (f *fold) told() {
	a := f.fact
	approved := slices.ContainsFunc(a.votes, func(d Decision) bool { return d.Approved && d.Binding })
	switch {
	case a.State == "DECLINED" || a.State == "ERROR":
		f.refused = f.refused || approved
		f.because("it was declined")
		if approved {
			f.because("the platform declined it, although we approved")
		}
		return
	case a.Amount < 0 && actionOf(a.Type) != dispute:
		f.misfit(NegativeAmount, 0, a.Amount, "its amount is negative")
		return
	case a.Currency != f.p.Currency:
		f.misfit(OtherCurrency, 0, a.Amount, "its currency is not the purchase's")
		return
	case a.Holder.Token != "" && a.Holder != f.p.Holder:
		f.note(OtherHolder, 0, a.Amount)
	}
	if !approved && len(a.votes) > 0 && slices.ContainsFunc(a.votes, func(d Decision) bool { return d.Binding }) {
		f.note(DeclineOverridden, 0, a.Amount)
	}
	if did := actionOf(a.Type); a.State != "PENDING" && opens(did, a.Type) {
		f.ended = append(f.ended, len(f.p.Steps)-1)
	}
	f.act(actionOf(a.Type), a.Amount)
}

// untold works in what only we have said.
func (f *fold) untold() {
	for _, v := range f.fact.votes {
		switch {
		case !v.Binding:
			f.because("the customer's own gateway answers; the notification will tell")
		case !v.Approved:
			f.because("we declined it")
		case v.Void:
			f.refused = f.refused || v.Binding
			f.because("the platform knows no such transaction, so nothing is set aside any more")
		case v.Effect == jit.Hold:
			f.act(hold, v.Amount)
		case v.Effect == jit.Post:
			f.act(spend, v.Amount)
		case v.Effect == jit.Credit, v.Effect == jit.Promise:
			f.act(promise, v.Amount)
		default:
			f.because("it asks for no money")
		}
	}
}

func (f *fold) act(a action, amount int64) {
	switch a {
	case hold:
		f.hold(amount)
	case advise:
		f.advise(amount)
	case release:
		f.release(amount)
	case expire:
		f.expired = f.p.Hold > 0
		f.set(0, Expired)
		f.because("the hold has expired")
	case capture:
		f.capture(amount)
	case spend:
		f.spent += amount
		f.post(spend, -amount, "a single message takes the money at once")
	case unspend:
		f.undo(a, &f.spent, amount, 1, "the purchase was undone")
	case give:
		f.lent += amount
		f.post(give, amount, "money has arrived")
	case takeBack:
		f.undo(a, &f.lent, amount, -1, "the credit was undone")
	case dispute:
		f.dispute(amount)
	case promise, restate, redeem, unpromise:
		f.promise(a, amount)
	case nothing:
		f.because("it moves no money")
	default:
		f.misfit(UnknownType, 0, amount, "its type is unknown here; it is kept, and somebody has to look")
	}
}

// finish says what the steps together amount to.
func (f *fold) finish() {
	for _, i := range f.ended {
		f.end(&f.p.Steps[i])
	}
	switch {
	case f.p.Hold > 0 && f.captured:
		f.p.State = CapturedInPart
	case f.p.Hold > 0:
		f.p.State = f.latest
	case f.most == 0 && f.refused:
		f.p.State = Refused
	case f.most == 0:
		f.p.State = None
	case f.expired:
		f.p.State = Expired
	case f.captured:
		f.p.State = Captured
	default:
		f.p.State = Released
	}
}

// end gives up what is left of a purchase that the platform calls over.
func (f *fold) end(opening *Step) {
	if f.p.Hold > 0 {
		f.p.Misfits = append(f.p.Misfits, Misfit{opening.Transaction, EndedUnseen, 0, f.p.Hold})
		opening.Because = "the platform calls it over"
	}
	opening.Held -= f.p.Hold
	opening.Promised -= f.p.Promised
	f.p.Hold, f.p.Promised = 0, 0
}

func (f *fold) because(sentence string) { f.now.Because = sentence }

func (f *fold) note(k MisfitKind, expected, found int64) {
	f.p.Misfits = append(f.p.Misfits, Misfit{f.fact.Token, k, expected, found})
}

func (f *fold) misfit(k MisfitKind, expected, found int64, sentence string) {
	f.note(k, expected, found)
	f.because(sentence)
}

// opens reports whether a type begins what something else ends.
func opens(a action, typ string) bool {
	return (a == hold || a == promise) && !strings.HasSuffix(typ, ".incremental")
}
