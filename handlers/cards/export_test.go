package cards

import "carddeck/marqeta"

// What the tests of decisions call without a browser.
var (
	MetadataText  = metadataText
	ParseMetadata = parseMetadata
	NewestFirst   = newestFirst
	Life          = life
	Since         = since
	Balances      = balances
)

func (m Move) WhyNot(s marqeta.CardState) string { return m.whyNot(s) }
