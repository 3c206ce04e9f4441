package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// reply is an answer; the zero one is none.
type reply struct {
	status int
	body   string
}

func (r reply) approves() bool { return r.status == http.StatusOK }

// undecided tells a decline for want of a decision, which nothing is kept of.
func (r reply) undecided() bool {
	return r.status == http.StatusPaymentRequired && strings.Contains(r.body, `"memo":"not decided: `)
}

// bought is one purchase of a caller's.
type bought struct {
	token, transaction string // of the funding message, of the purchase
	request            []byte // what the endpoint is asked
	first              reply  // what it said
	told               string // the state that the receiver was told of
	acknowledged       bool   // by the receiver
}

// callers ask and tell, and remember every answer.
type callers struct {
	address string
	client  *http.Client
	round   string // begins the tokens
	tell    bool   // also tell the receiver of approvals
	steady  bool   // go on although something does not answer, or nothing is decided

	mu        sync.Mutex
	asked     []*bought
	slowest   time.Duration
	approved  time.Time // when the last answer was an approval
	undecided time.Time // when the last was none
}

func newCallers(address, round string, number int) *callers {
	transport := &http.Transport{MaxIdleConnsPerHost: number, DisableCompression: true}
	return &callers{address: address, client: &http.Client{Transport: transport, Timeout: 10 * time.Second}, round: round, tell: true}
}

// run keeps so many asking until ctx ends or something does not answer, each at most most
// times where that is not 0.
func (c *callers) run(ctx context.Context, number, most int) {
	var group sync.WaitGroup
	for caller := range number {
		group.Go(func() {
			for n := 0; ctx.Err() == nil && (most == 0 || n < most); n++ {
				if c.purchase(ctx, caller, n) {
					continue
				}
				if !c.steady {
					return
				}
				<-time.After(100 * time.Millisecond)
			}
		})
	}
	group.Wait()
	c.client.CloseIdleConnections()
}

// purchase asks about a new purchase and tells of it when it is approved: two of four in
// the state they should have, one as declined, one never. False when nobody answers.
func (c *callers) purchase(ctx context.Context, caller, n int) bool {
	p := c.draw(caller, n)
	p.first = c.ask(ctx, p)
	if p.first.status == 0 || c.steady && p.first.undecided() {
		return false
	}
	state := []string{"PENDING", "", "DECLINED", "PENDING"}[n%4]
	if !c.tell || !p.first.approves() || state == "" {
		return true
	}
	p.told = state
	p.acknowledged = c.post(ctx, "/webhooks/marqeta", p.notification(state)).status == http.StatusOK
	return p.acknowledged
}

// draw makes the n-th purchase of a caller.
func (c *callers) draw(caller, n int) *bought {
	id := fmt.Sprintf("%s-%d-%d", c.round, caller, n)
	p := &bought{token: "j-" + id, transaction: "t-" + id}
	p.request = []byte(strings.NewReplacer(sampleTransaction, p.transaction, sampleFunding, p.token, sampleUser, holderName((caller+n)%(wealthy+1))).Replace(string(question)))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, p)
	return p
}

// notification is how the receiver is told of a purchase.
func (p *bought) notification(state string) []byte {
	said := bytes.Replace(p.request, []byte(`"state":"PENDING"`), []byte(`"state":"`+state+`"`), 1)
	return fmt.Appendf(nil, `{"transactions":[%s]}`, said)
}

func (c *callers) ask(ctx context.Context, p *bought) reply {
	began := time.Now()
	r := c.post(ctx, "/jit/marqeta", p.request)
	ended := time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case r.approves():
		c.approved = ended
	case r.status == 0 || r.undecided():
		c.undecided = ended
	}
	if r.status != 0 {
		c.slowest = max(c.slowest, ended.Sub(began))
	}
	return r
}

// until waits for an answer of a kind, which last tells, after some time.
func (c *callers) until(last *time.Time, after time.Time, most time.Duration) (took time.Duration, seen bool) {
	for began := time.Now(); time.Since(began) < most; <-time.After(5 * time.Millisecond) {
		c.mu.Lock()
		at := *last
		c.mu.Unlock()
		if at.After(after) {
			return at.Sub(after), true
		}
	}
	return most, false
}

// post gives the whole answer, or none. What was begun is finished although ctx ends.
func (c *callers) post(ctx context.Context, path string, body []byte) (said reply) {
	r, err := http.NewRequestWithContext(context.WithoutCancel(ctx), http.MethodPost, "http://"+c.address+path, bytes.NewReader(body))
	if err != nil {
		return reply{}
	}
	r.GetBody = nil // a request that was cut off is not sent again behind our back
	r.Header.Set("Content-Type", "application/json")
	r.SetBasicAuth(username, password)
	res, err := c.client.Do(r)
	if err != nil {
		return reply{}
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return reply{}
	}
	return reply{res.StatusCode, string(text)}
}
