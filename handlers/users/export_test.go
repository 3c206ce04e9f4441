package users

import "carddeck/marqeta"

// What the tests of decisions call without a browser.
var (
	Public   = public
	Life     = life
	Since    = since
	Balances = balances
	Moves    = moves
)

func (m Move) WhyNot(s marqeta.UserStatus) string { return m.whyNot(s) }
func (m Move) To() marqeta.UserStatus             { return m.to }
