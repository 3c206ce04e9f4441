package transactions

import (
	"net/url"

	"carddeck/marqeta/dictionary"
	"carddeck/web/auth"
	"carddeck/web/spend"
)

// aside are the remedies that others carry out: the cardholder, the merchant, whoever keeps
// the gateway, Marqeta. The console shows what they need, and asks again in their place
// where it simulates.
func (p ways) aside(a dictionary.Action) []doing {
	switch a {
	case dictionary.Retry, dictionary.RetryOtherwise:
		return p.ask("Ask again in the simulator", againPath(p.Transaction))
	case dictionary.AskMerchant:
		if p.PrecedingToken != "" {
			return p.ask("Simulate the refund", refundPath(p.Transaction))
		}
		return p.ask("Ask again in the simulator", againPath(p.Transaction))
	case dictionary.SetPIN:
		if !p.simulates {
			return nil
		}
		return p.one("Set a PIN", "lock", p.card("/pin"), auth.MoveCards, "")
	case dictionary.Wait:
		if p.trace.DecidedBy == dictionary.GatewayAsked {
			return p.gateway()
		}
		return p.window()
	case dictionary.LookAtGateway:
		return p.gateway()
	case dictionary.AskMarqeta:
		return []doing{{text: "Open a case", icon: "folder", post: path(p.Token) + "/case", need: auth.WriteCases, aside: true}} // it gathers what support asks for
	}
	return nil
}

func (p ways) ask(text, href string) []doing {
	if !p.simulates || href == "" {
		return nil
	}
	return p.show(text, "play", href, auth.Simulate)
}

func (p ways) show(text, icon, href string, need auth.Permission) []doing {
	return []doing{{text: text, icon: icon, href: href, need: need, aside: true}}
}

// gateway shows the card product's own funding source, whoever stood in for it.
func (p ways) gateway() []doing {
	token := p.around.product.FundingSourceToken
	if token == "" {
		return nil
	}
	return p.show("Look at the gateway", "bank", "/funding-sources/"+url.PathEscape(token), auth.ReadFundingSources)
}

// window shows the velocity control, whose page tells when its window ends.
func (p ways) window() []doing {
	token := p.refuser(dictionary.VelocityControls).Control
	if token == "" {
		return nil
	}
	return p.show("See when the window ends", "limit", spend.Velocity.Of(token), auth.ReadSpendControls)
}
