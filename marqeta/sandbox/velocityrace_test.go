package sandbox_test

import (
	"fmt"
	"maps"
	"net/http"
	"sync"
	"testing"
)

func TestVelocityCountsSurviveARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir)).managed()
	p.limit("life", "LIFETIME", 100, map[string]any{"merchant_scope": map[string]any{"mcc": "5411"}})
	auth := p.spend("card_ada", "authorization", 60, "0000", at("1111", "5411"))
	p.stop()
	p = start(t, inFolder(dir))
	p.left("ada", "life", "-1 40")
	p.spend("card_ada", "authorization", 41, "1834", at("1111", "5411"))
	p.follow(auth, "authorization.reversal", 10)
	p.spend("card_ada", "authorization", 41, "0000", at("1111", "5411"))
	p.left("ada", "life", "-1 9")
}

// However many come at once, no limit is passed.
func TestVelocityControlsUnderConcurrency(t *testing.T) {
	t.Parallel()
	p := start(t, inFolder(t.TempDir())).managed()
	p.limit("amount", "DAY", "100", nil)
	p.limit("uses", "MONTH", 1000000, map[string]any{"usage_limit": 13, "merchant_scope": map[string]any{"mcc": "5411"}})
	var all sync.WaitGroup
	codes := make(chan string, 50)
	for i := range cap(codes) {
		all.Go(func() {
			mcc := []string{"5411", "5812"}[i%2]
			codes <- p.call("POST", "/simulations/cardtransactions/authorization", map[string]any{
				"card_token": "card_ada", "amount": 5, "card_acceptor": map[string]any{"mid": fmt.Sprint("11", i), "mcc": mcc}}).text("transaction.response.code")
		})
	}
	all.Wait()
	close(codes)
	approved := 0
	for code := range codes {
		if code == "0000" {
			approved++
		}
	}
	if approved != 20 {
		t.Errorf("%d approved, want 20", approved)
	}
	a := p.get("/velocitycontrols/user/ada/available?sort_by=token").is(200).has("data.0.available.amount", "0")
	if uses := a.text("data.1.available.uses"); len(uses) == 0 || uses[0] == '-' {
		t.Errorf("uses = %s", uses)
	}
}

// A gateway that approves does not lift a limit that others reached meanwhile.
func TestVelocityControlsWhileGatewaysThink(t *testing.T) {
	t.Parallel()
	p := start(t)
	e := p.behindGateway()
	p.limit("day", "DAY", 100, nil)
	const attempts = 6
	var thinking, all sync.WaitGroup
	thinking.Add(attempts)
	e.says(func(w http.ResponseWriter, body []byte) {
		thinking.Done()
		thinking.Wait()
		echo(200, nil)(w, body)
	})
	codes := make(chan string, attempts)
	for range attempts {
		all.Go(func() {
			codes <- p.call("POST", "/simulations/cardtransactions/authorization", map[string]any{"card_token": "card_eve", "amount": 30}).text("transaction.response.code")
		})
	}
	all.Wait()
	close(codes)
	count := map[string]int{}
	for code := range codes {
		count[code]++
	}
	if !maps.Equal(count, map[string]int{"0000": 3, "1834": 3}) {
		t.Errorf("codes = %v", count)
	}
	p.left("eve", "day", "-1 10 1")
}
