package provoke

import (
	"context"
	"fmt"
	"maps"
	"net/http"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
)

// message is one simulation of a purchase.
type message struct {
	kind    marqeta.SimulationKind
	with    object // beside, or instead of, what every purchase has
	follows bool   // names the first message instead of the card
}

// merchant is where the purchases are made.
const merchant = "provoked"

// place is the merchant, with more about it.
func place(more object) object {
	out := object{"mid": merchant, "mcc": "5411", "name": "Harbor Books", "country_code": "USA"}
	maps.Copy(out, more)
	return object{"card_acceptor": out}
}

func authorization(with object) []message {
	return []message{{kind: marqeta.SimulateAuthorization, with: with}}
}

func presented(options object) []message { return authorization(object{"card_options": options}) }

// after lets messages follow an authorization.
func after(opener object, kinds ...marqeta.SimulationKind) []message {
	out := authorization(opener)
	for _, k := range kinds {
		out = append(out, message{kind: k, follows: true})
	}
	return out
}

// purchase sends the messages and gives what came of the last one.
func (p Plan) purchase(ctx context.Context, api scenario.API, s Subject) (came Outcome, err error) {
	var first string
	for _, m := range p.buy {
		body := place(nil)
		body["amount"], body["card_token"] = s.Amount, s.Card
		if p.another {
			body["card_token"] = s.other
		}
		if m.follows {
			delete(body, "card_token")
			body["preceding_related_transaction_token"] = first
		}
		maps.Copy(body, m.with)
		var made struct {
			Transaction struct {
				Token    string `json:"token"`
				Response struct {
					Code marqeta.ResponseCode `json:"code"`
				} `json:"response"`
			} `json:"transaction"`
		}
		if err := send(ctx, api, Call{http.MethodPost, "/simulations/cardtransactions/" + string(m.kind), body}, &made); err != nil {
			return Outcome{}, fmt.Errorf("simulate the purchase: %w", err)
		}
		if came = (Outcome{made.Transaction.Token, made.Transaction.Response.Code}); first == "" {
			first = came.Token
		}
	}
	return came, nil
}
