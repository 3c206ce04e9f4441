package engine_test

import (
	"testing"

	"carddeck/marqeta/sandbox/engine"
)

// Whatever way a dispute goes, its entries add up to what the cardholder keeps.
func TestDisputes(t *testing.T) {
	t.Parallel()
	keeps := map[engine.Outcome]int64{engine.Won: 100, engine.Lost: 60, engine.Rejected: 0, engine.WrittenOff: 100}
	kinds := map[engine.Outcome]string{engine.Won: ".completed", engine.Lost: ".reversal", engine.Rejected: ".reversal", engine.WrittenOff: ".writeoff"}
	for how, kept := range keeps {
		for _, way := range []string{"nothing", "credit", "grant", "grant and revoke", "credit and revoke"} {
			d, first := engine.OpenDispute(100, way == "credit" || way == "credit and revoke")
			entries := []engine.DisputeEntry{first}
			step := func(next engine.Dispute, e engine.DisputeEntry) { d, entries = next, append(entries, e) }
			if way == "grant" || way == "grant and revoke" {
				step(d.Grant())
			}
			if way == "grant and revoke" || way == "credit and revoke" {
				step(d.Revoke())
			}
			d.Contested = 40
			had := d.Credited
			d, last, moved := d.End(how)
			if silent := how == engine.Won && had == 100; moved == silent || (moved && last.Kind != kinds[how]) {
				t.Errorf("%s, outcome %d: %+v %v", way, how, last, moved)
			}
			entries = append(entries, last)
			account, source := engine.Account{}, int64(0)
			sum := int64(0)
			for _, e := range entries {
				sum += e.Impact
				x := e.Effect(true)
				account, source = account.Apply(x), source+x.Unload-x.Load
				if own := (engine.Account{}).Apply(e.Effect(false)); own.Ledger != e.Impact {
					t.Errorf("%+v moves %d on an account of its own", e, own.Ledger)
				}
			}
			if sum != kept || d.Credited != kept || source != kept || account != (engine.Account{}) {
				t.Errorf("%s, outcome %d: the cardholder has %d, by the dispute %d, the source %d, the account %+v; want %d", way, how, sum, d.Credited, source, account, kept)
			}
		}
	}
}
