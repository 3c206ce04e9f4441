package certify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
)

// expectation is what the decision must be. The fault names what another one means.
type expectation struct {
	decision decision
	fault    Fault
}

type decision int

const (
	either decision = iota
	approval
	refusal
)

var (
	approved  = expectation{approval, FundedDeclined}
	undecided = expectation{}
)

// answer is what could be read of one.
type answer struct {
	usable   bool // the platform could act on it
	approved bool
	amount   marqeta.Amount // funded
	jit      message
}

// judge looks at the answer to a question.
func judge(q question, x Exchange, want expectation) (answer, []Check) {
	j := judgment{q: q, x: x}
	if !j.arrived() || !j.readable() {
		return answer{}, j.checks
	}
	j.echoes()
	j.amounts()
	j.texts()
	j.decides(want)
	j.out.usable = !slices.ContainsFunc(j.checks, func(c Check) bool { return c.Fault != "" && c.Fault != FundedDeclined && c.Fault != want.fault })
	return j.out, j.checks
}

// judgment is one answer being looked at.
type judgment struct {
	q      question
	x      Exchange
	out    answer
	checks []Check
}

// see notes one thing that was looked at. It is as it must be when ok.
func (j *judgment) see(what, want, got string, ok bool, fault Fault) {
	c := Check{What: what, Want: want, Got: got}
	if !ok {
		c.Fault = fault
	}
	j.checks = append(j.checks, c)
}

// arrived looks at whether there is an answer in time, of a status that is one.
func (j *judgment) arrived() bool {
	limit := fmt.Sprintf("within %d ms", j.x.Limit/1000)
	switch x := j.x; {
	case x.Late:
		j.see("time", limit, millis(x.Micros), false, Slow)
		return false
	case x.Error != "":
		j.see("answer", "200 or 402", x.Error, false, NoAnswer)
		return false
	}
	j.see("time", limit, millis(j.x.Micros), true, "")
	status := strconv.Itoa(j.x.Status)
	switch {
	case j.x.Status == 200 || j.x.Status == 402:
		j.see("status", "200 or 402", status, true, "")
		return true
	case j.x.Status/100 == 3:
		j.see("status", "200 or 402", status, false, Redirect)
	default:
		j.see("status", "200 or 402", status, false, Status)
	}
	return false
}

func (j *judgment) readable() bool {
	found, err := readAnswer(j.x.Received)
	if err != nil {
		j.see("body", "a JSON object with jit_funding", err.Error(), false, Body)
		return false
	}
	j.out.jit, j.out.approved = found, j.x.Status == 200
	return true
}

// echoed are the members that an answer must repeat where the question has them.
var echoed = []struct {
	name  string
	fault Fault
}{
	{"token", EchoToken}, {"method", EchoMethod}, {"user_token", EchoHolder}, {"business_token", EchoHolder},
	{"acting_user_token", EchoActing}, {"original_jit_funding_token", EchoOriginal},
}

func (j *judgment) echoes() {
	for _, e := range echoed {
		want, asked := j.q.JIT.text(e.name)
		if !asked {
			continue
		}
		got, _ := j.out.jit.text(e.name)
		j.see(e.name, want, said(j.out.jit, e.name), got == want, e.fault)
	}
}

// said is a member as it is written, without the quotes of a text.
func said(m message, name string) string {
	if s, ok := m.text(name); ok {
		return clip(s)
	}
	return clip(string(m[name]))
}

func (j *judgment) amounts() {
	got, there := j.out.jit.amount("amount")
	asked := j.q.Amount
	_, err := got.Minor(j.q.Decimals)
	shown := said(j.out.jit, "amount")
	switch ok := there && err == nil && got.Sign() >= 0; {
	case !j.out.approved:
		// What a decline says of the amount changes nothing, as long as it can be read.
		j.see("amount", "an amount", shown, ok, Amount)
	case !ok || got.IsZero() && !asked.IsZero():
		j.see("amount", asked.String(), shown, false, Amount)
	case got.Cmp(asked) > 0:
		j.see("amount", "at most "+asked.String(), shown, false, AmountAbove)
	case got.Cmp(asked) < 0 && !j.q.Partial:
		j.see("amount", asked.String()+", the terminal takes no part", shown, false, PartUnasked)
	default:
		j.see("amount", asked.String(), shown, true, "")
		j.out.amount = got
	}
}

// texts looks at what the answer says beside the decision.
func (j *judgment) texts() {
	for name, most := range map[string]int{"memo": jit.MaxMemo, "tags": jit.MaxTags} {
		if s, ok := j.out.jit.text(name); ok && utf8.RuneCountInString(s) > most {
			j.see(name, fmt.Sprintf("at most %d characters", most), fmt.Sprint(utf8.RuneCountInString(s)), false, TooLong)
		}
	}
	if verdict := j.out.jit["address_verification"]; at(verdict, "gateway") != "" {
		code := at(verdict, "gateway.response.code")
		ok := len(code) == 4 && strings.Trim(code, "0123456789") == ""
		j.see("address_verification.gateway.response.code", "four digits", clip(code), ok, AddressVerdict)
	}
	if !j.out.approved {
		reason, _ := j.out.jit.text("decline_reason")
		switch {
		case j.out.jit["decline_reason"] == nil || j.out.jit["decline_reason"].Kind() == 'n' || reason == "":
			j.see("decline_reason", "one of the enumeration", "none", false, ReasonMissing)
		default:
			j.see("decline_reason", "one of the enumeration", clip(reason), jit.Reason(reason).Valid(), ReasonUnknown)
		}
		return
	}
	if j.q.inquiry() {
		_, err := readBalance(j.out.jit, j.q.Currency, j.q.Decimals)
		got := "there"
		if err != nil {
			got = err.Error()
		}
		j.see("balances", "balances in "+j.q.Currency, got, err == nil, Balances)
	}
}

func (j *judgment) decides(want expectation) {
	names := map[bool]string{true: "approved", false: "declined"}
	got := names[j.out.approved]
	if reason, ok := j.out.jit.text("decline_reason"); ok && !j.out.approved {
		got += ", " + clip(reason)
	}
	switch want.decision {
	case approval:
		j.see("decision", "approved", got, j.out.approved, want.fault)
	case refusal:
		j.see("decision", "declined", got, !j.out.approved, want.fault)
	default:
		j.see("decision", "approved or declined", got, true, "")
	}
}

// readBalance gives the available balance of an answer to an inquiry.
func readBalance(m message, code string, decimals uint8) (marqeta.Amount, error) {
	var none marqeta.Amount
	found := at(m["balances"], code)
	if found == "" {
		return none, fmt.Errorf("no balances in %s: %s", code, clip(string(m["balances"])))
	}
	var of message
	if err := json.Unmarshal([]byte(found), &of); err != nil {
		return none, fmt.Errorf("balances that are no object: %s", clip(found))
	}
	if said, _ := of.text("currency_code"); said != code {
		return none, fmt.Errorf("currency_code is %s", clip(said))
	}
	var available marqeta.Amount
	for _, name := range []string{"ledger_balance", "available_balance"} {
		v, ok := of.amount(name)
		if _, err := v.Minor(decimals); !ok || err != nil {
			return none, fmt.Errorf("%s is no amount of %s: %s", name, code, clip(string(of[name])))
		}
		available = v
	}
	return available, nil
}

func millis(micros int64) string {
	return strconv.FormatFloat(float64(micros)/1000, 'f', 1, 64) + " ms"
}
