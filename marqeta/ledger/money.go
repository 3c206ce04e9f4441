package ledger

import "strings"

// set makes the hold an amount and remembers how it came about.
func (f *fold) set(amount int64, how State) {
	f.now.Held += amount - f.p.Hold
	f.p.Hold, f.latest = amount, how
	f.most = max(f.most, amount)
}

func (f *fold) post(a action, amount int64, because string) {
	f.because(because)
	if amount == 0 {
		return
	}
	f.now.Posted += amount
	f.p.Postings = append(f.p.Postings, Posting{f.fact.Token, kinds[a], amount})
}

func (f *fold) hold(amount int64) {
	if amount == 0 {
		f.because("it asks for no money")
		return
	}
	if f.p.Opened.IsZero() {
		f.p.Opened, f.p.Origin = f.fact.Created, f.origin()
	}
	how := Open
	if f.p.Hold > 0 {
		how = Increased
	}
	f.expired = false
	f.set(f.p.Hold+amount, how)
	f.because("money is set aside")
}

func (f *fold) origin() Origin {
	for _, v := range f.fact.votes {
		if v.Approved {
			return Decided
		}
	}
	if f.fact.StandIn != "" || strings.HasSuffix(f.fact.Type, ".standin") {
		return StandIn
	}
	return Unasked
}

// advise takes the new total for the truth: an advice's funding message carries the
// difference, which is only compared.
func (f *fold) advise(total int64) {
	if f.fact.JIT != "" && total != f.p.Hold-f.fact.Funded && total != f.p.Hold+f.fact.Funded {
		f.note(AdviceDiffers, f.p.Hold-f.fact.Funded, total)
	}
	how := Reduced
	if total > f.p.Hold {
		how = Increased
	}
	if f.p.Opened.IsZero() {
		f.p.Opened, f.p.Origin = f.fact.Created, f.origin()
	}
	f.set(total, how)
	f.because("it states what is set aside in all")
}

// release gives up a part, or everything where the platform calls the reversal over.
// What a merchant undoes after it was cleared is money only where the funding message
// says that it came back.
func (f *fold) release(amount int64) {
	switch whole := f.fact.State != "PENDING"; {
	case f.p.Hold > 0 && whole:
		f.set(0, Released)
		f.because("everything set aside is released")
	case f.p.Hold > 0:
		f.set(max(f.p.Hold-amount, 0), Reduced)
		f.because("a part of what was set aside is released")
	case f.captured && strings.HasPrefix(f.fact.Method, "pgfs.refund"):
		f.post(release, amount, "what was cleared has come back")
	case f.most == 0 && amount == 0:
		f.because("there was nothing to release")
	default:
		f.misfit(ReversalWithoutHold, 0, amount, "nothing is set aside that it could release")
	}
}

// capture takes money whether or not it was set aside: the merchant was paid.
func (f *fold) capture(amount int64) {
	last := f.fact.Final || f.fact.Count > 1 && f.fact.Number >= f.fact.Count
	because := "money is taken out of what was set aside"
	switch {
	case amount == 0:
		because = "it takes no money"
	case f.p.Hold == 0:
		because = "money is taken that was not set aside"
		if f.fact.Method != "pgfs.force_capture" {
			f.note(ClearingWithoutHold, 0, amount)
		}
	case amount > f.p.Hold:
		because = "more money is taken than was set aside"
		f.note(ClearingOverHold, f.p.Hold, amount)
	}
	rest := max(f.p.Hold-amount, 0)
	if last {
		rest = 0
	}
	f.captured = true
	f.set(rest, CapturedInPart)
	f.post(capture, -amount, because)
}

// undo takes back what single messages did, as far as it is known and not undone yet.
func (f *fold) undo(a action, done *int64, amount, sign int64, because string) {
	undone := min(amount, *done)
	if undone < amount {
		f.note(UndoWithoutOriginal, *done, amount)
		because = "what it undoes is not known here"
	}
	*done -= undone
	f.post(a, sign*undone, because)
}

// promise follows money that was announced. It is the holder's when it is cleared.
func (f *fold) promise(a action, amount int64) {
	before := f.p.Promised
	switch {
	case a == promise:
		f.p.Promised += amount
		f.because("money is announced; it is the holder's when it is cleared")
	case a == restate:
		f.p.Promised = amount
		f.because("it states what is announced in all")
	case a == redeem:
		f.p.Promised = max(f.p.Promised-amount, 0)
		if f.fact.Final {
			f.p.Promised = 0
		}
		f.post(redeem, amount, "money that was announced has arrived")
	case f.fact.State != "PENDING":
		f.p.Promised = 0
		f.because("the announcement was taken back")
	default:
		f.p.Promised = max(f.p.Promised-amount, 0)
		f.because("a part of the announcement was taken back")
	}
	f.now.Promised += f.p.Promised - before
}

// dispute goes by the funding message where there is one. Without, the credit comes with
// the provisional one, or with the end if there was none, and goes when the case is lost.
func (f *fold) dispute(amount int64) {
	about := f.fact.Preceding
	amount = max(amount, -amount)
	back := strings.HasSuffix(f.fact.Type, ".provisional.debit") || strings.HasSuffix(f.fact.Type, ".reversal")
	switch {
	case f.fact.Method != "" && strings.HasSuffix(f.fact.Method, ".reversal"):
		f.given[about] -= f.fact.Funded
		f.post(dispute, -f.fact.Funded, "the dispute's credit was taken back")
	case f.fact.Method != "":
		f.given[about] += f.fact.Funded
		f.post(dispute, f.fact.Funded, "the dispute has returned money")
	case back:
		taken := min(max(f.given[about], 0), amount)
		f.given[about] -= taken
		f.post(dispute, -taken, "the dispute's credit was taken back")
	case strings.HasSuffix(f.fact.Type, ".provisional.credit"), strings.HasSuffix(f.fact.Type, ".completed"):
		more := max(amount-max(f.given[about], 0), 0)
		f.given[about] += more
		f.post(dispute, more, "the dispute has returned money")
	default:
		f.because("this step of a dispute moves no money")
	}
}
