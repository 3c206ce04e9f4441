package scenario

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta"
)

// ErrNoPurchase says that no simulation makes a transaction of this kind.
var ErrNoPurchase = errors.New("no simulation makes a transaction of this kind")

// FromPurchase makes a scenario out of what really happened: the messages of one
// purchase, oldest first, as each was notified, on a card of the product. It names no
// object of a cardholder: it brings a card program of its own with what of the product's
// config decides. What the cause of a decline was is set up as far as the messages tell.
func FromPurchase(name string, life []marqeta.Transaction, product marqeta.CardProduct) (Scenario, error) {
	if len(life) == 0 {
		return Scenario{}, ErrNoPurchase
	}
	opener := life[0]
	needs, known := marqeta.SimulationKind(opener.Type).Fields()
	if !known || needs.Preceding == marqeta.Required {
		return Scenario{}, ErrNoPurchase
	}
	b := builder{names: map[string]string{}}
	b.s = Scenario{Name: name, Title: "As it happened: " + opener.Type, Program: program(product, opener),
		Description: "Made from a transaction of " + opener.CreatedTime.UTC().Format("2 January 2006") + ". Tokens were left out; the run makes a program of its own."}
	b.shop(opener)
	if opener.State == marqeta.StateDeclined {
		b.cause(opener)
	} else if b.s.Program.Funding == Standard && needs.Preceding == marqeta.Unused {
		b.balance(opener)
	}
	for _, t := range life {
		b.message(t)
	}
	return b.s, nil
}

// builder collects the steps.
type builder struct {
	s       Scenario
	names   map[string]string // step by the token of the transaction it stands for
	options map[string]any    // card_options of the opener
	gateway string            // what the gateway says to the opener
}

// program copies what of a product decides. Its funding source is the run's own.
func program(p marqeta.CardProduct, opener marqeta.Transaction) *Program {
	out := &Program{Funding: Standard}
	switch kind, _ := p.Funding(); {
	case kind == marqeta.FundingManaged:
		out.Funding = Managed
	case kind == marqeta.FundingGateway, asked(opener) != nil:
		out.Funding = Gateway
	}
	config := marqeta.CardProductConfig{POI: p.Config.POI, TransactionControls: p.Config.TransactionControls, Special: p.Config.Special}
	if text, err := json.Marshal(config); err == nil && string(text) != "{}" {
		out.Config = text
	}
	return out
}

func (b *builder) add(s Step) { b.s.Steps = append(b.s.Steps, s) }

// shop makes the merchant a parameter: whoever plays it may be another.
func (b *builder) shop(t marqeta.Transaction) {
	if t.CardAcceptor.Name != "" {
		b.s.Parameters = Values{"merchant": t.CardAcceptor.Name}
	}
}

// balance loads what the account had before a purchase that was approved.
func (b *builder) balance(t marqeta.Transaction) {
	had := t.Amount
	if t.GPA != nil && t.GPA.ImpactedAmount != nil {
		had = had.Add(t.GPA.AvailableBalance)
	}
	if had.Sign() > 0 {
		b.add(Step{Name: "balance", Load: "{program.user}", Amount: had.String()})
	}
}

// message adds the step of one message. What no simulation makes is left out.
func (b *builder) message(t marqeta.Transaction) {
	kind, request, known := t.Simulation()
	needs, _ := kind.Fields()
	follows := b.names[t.PrecedingRelatedTransactionToken]
	if !known || needs.Preceding == marqeta.Required && follows == "" {
		return
	}
	s := Step{Name: "step_" + strconv.Itoa(len(b.names)+1), Simulate: t.Type, Follows: follows,
		Expect: Values{"state": string(t.State), "response.code": string(t.Response.Code)}}
	if needs.Preceding == marqeta.Unused {
		s.Follows = ""
	}
	if needs.Amount == marqeta.Required {
		s.Amount = request.Amount.String()
	}
	first := len(b.names) == 0
	with := map[string]any{}
	if acceptor := shop(*request.CardAcceptor); len(acceptor) > 0 && s.Follows == "" {
		with["card_acceptor"] = acceptor
	}
	if request.CashBackAmount != nil {
		with["cash_back_amount"] = request.CashBackAmount
	}
	if len(request.Fees) > 0 {
		with["fees"] = request.Fees
	}
	if t.CurrencyCode != "" {
		with["currency_code"] = t.CurrencyCode
	}
	if first {
		s.Gateway = b.gateway
		if b.options != nil {
			with["card_options"] = b.options
		}
	}
	s.With = object(with)
	b.names[t.Token] = s.Name
	b.add(s)
}

// asking is what the merchant asked for. A cash back is told apart.
func asking(t marqeta.Transaction) string {
	_, request, _ := t.Simulation()
	return request.Amount.String()
}

// shop is the merchant as a simulation spells it.
func shop(a marqeta.SimulationCardAcceptor) map[string]any {
	out := map[string]any{}
	if a.Name != "" {
		out["name"] = "{merchant}"
	}
	for name, value := range map[string]string{"mid": a.MID, "mcc": a.MCC, "city": a.City, "state": a.State, "country_code": a.CountryCode} {
		if value != "" {
			out[name] = escape(value)
		}
	}
	return out
}

// asked is what the transaction tells of the program's gateway, nil if nothing.
func asked(t marqeta.Transaction) *marqeta.GatewayLog {
	if t.GPAOrder == nil {
		return nil
	}
	return t.GPAOrder.Funding.GatewayLog
}

// object writes members in the order of their names; nil for none.
func object(members map[string]any) jsontext.Value {
	if len(members) == 0 {
		return nil
	}
	text, err := json.Marshal(members, json.Deterministic(true))
	if err != nil {
		panic(fmt.Errorf("write a step: %w", err)) // texts and amounts
	}
	return text
}
