package provoke

import "carddeck/marqeta"

// asked are declines of what a purchase itself says. Nothing is changed for them.
var asked = []Plan{
	{Name: "expiration-typed-wrong", Code: "1002", Cause: "another expiration date is typed in", buy: presented(object{"expiration": "0101"})},
	{Name: "subnetwork-of-another-network", Code: "1015", Cause: "the message names a subnetwork of another network", buy: authorization(object{"network": "VISA", "sub_network": "MAESTRO"})},
	{Name: "reversed-before", Code: "1017", Cause: "a purchase is reversed twice", buy: after(nil, marqeta.SimulateAuthorizationReversal, marqeta.SimulateAuthorizationReversal)},
	{Name: "cleared-before", Code: "1018", Cause: "a purchase is reversed that was cleared before", buy: after(nil, marqeta.SimulateAuthorizationClearing, marqeta.SimulateAuthorizationReversal)},
	{Name: "security-code-wrong", Code: "1025", Cause: "another security code is typed in", buy: presented(object{"cvv": "000"})},
	{Name: "negative-amount", Code: "1810", Cause: "the amount is negative", buy: authorization(object{"amount": -5})},
	{Name: "follows-a-decline", Code: "1812", Cause: "a declined purchase is reversed", buy: after(object{"amount": -5}, marqeta.SimulateAuthorizationReversal)},
}

var ofCards = []Plan{
	{Name: "card-suspended", Code: "1003", Cause: "the card is suspended", Needs: []Act{MoveCard}, buy: authorization(nil), changes: func(s Subject) []Change {
		return []Change{move(MoveCard, "card", "state", s.Card, "SUSPENDED", "suspend the card", "reinstate the card")}
	}},
	{Name: "card-stolen", Code: "1004", Cause: "another card is issued and reported stolen", Needs: []Act{IssueCard, TerminateCard}, another: true, buy: authorization(nil), changes: ended("23", "report the other card stolen")},
	{Name: "card-lost", Code: "1005", Cause: "another card is issued and reported lost", Needs: []Act{IssueCard, TerminateCard}, another: true, buy: authorization(nil), changes: ended("10", "report the other card lost")},
	{Name: "card-terminated", Code: "1806", Cause: "another card is issued and terminated", Needs: []Act{IssueCard, TerminateCard}, another: true, buy: authorization(nil), changes: ended("02", "terminate the other card")},
	{Name: "card-never-activated", Code: "1806", Cause: "another card is issued and not activated", Needs: []Act{EditProduct, IssueCard}, another: true, buy: authorization(nil), changes: func(s Subject) []Change {
		return []Change{s.config("let the card product issue cards that are not active", object{"card_life_cycle": object{"activate_upon_issue": false}}), s.issue()}
	}},
	{Name: "card-expired", Code: "1001", Cause: "another card is issued for one second, and the sandbox's clock goes two seconds ahead", Needs: []Act{EditProduct, IssueCard, TurnClock}, another: true, buy: authorization(nil), changes: func(s Subject) []Change {
		return []Change{
			s.config("let the card product issue cards for one second", object{"card_life_cycle": object{"activate_upon_issue": true, "expiration_offset": object{"unit": "SECONDS", "value": 1}}}),
			s.issue(),
			{Act: TurnClock, What: "turn the sandbox's clock two seconds ahead", Do: Call{"POST", "/_sandbox/clock", object{"advance": "2s"}}},
		}
	}},
}

func ended(reason, what string) func(Subject) []Change {
	return func(s Subject) []Change { return []Change{s.issue(), s.end(reason, what)} }
}

// abroad is a purchase in another country.
var abroad = authorization(place(object{"country_code": "DEU"}))

var cash = []message{{kind: marqeta.SimulateAuthorizationATMWithdrawal}}

var ofPeople = []Plan{
	{Name: "user-suspended", Code: "1813", Cause: "the user is suspended", Needs: []Act{MoveUser}, buy: authorization(nil), changes: func(s Subject) []Change {
		return []Change{move(MoveUser, "user", "status", s.User, "SUSPENDED", "suspend the user", "make the user active again")}
	}},
	{Name: "no-cash-before-verification", Code: "1025", Cause: "the user has yet to pass KYC and asks for cash", Needs: []Act{MakeGroup, EditUser, MoveUser}, buy: cash, changes: Subject.unverified},
	{Name: "not-abroad-before-verification", Code: "1864", Cause: "the user has yet to pass KYC and pays abroad", Needs: []Act{MakeGroup, EditUser, MoveUser}, buy: abroad, changes: Subject.unverified},
}
