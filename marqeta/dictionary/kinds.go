package dictionary

// Check names one check of a decision, as a decision trace does.
type Check string

// The checks, in the order in which they run. Marqeta does not publish its order.
const (
	Message               Check = "message"
	CardFound             Check = "card"
	UserFound             Check = "user"
	CardState             Check = "card_state"
	Expiry                Check = "expiry"
	AccountState          Check = "account_state"
	CardProductState      Check = "card_product"
	SecurityCode          Check = "security_code"
	PIN                   Check = "pin"
	AVS                   Check = "avs"
	PointOfInteraction    Check = "point_of_interaction"
	Country               Check = "country"
	QuasiCash             Check = "quasi_cash"
	AuthorizationControls Check = "authorization_controls"
	VelocityControls      Check = "velocity_controls"
	Risk                  Check = "risk"
	Funds                 Check = "funding"
	GatewayAsked          Check = "gateway"
	StandIn               Check = "stand_in"
)

// Checks gives all checks in order.
func Checks() []Check {
	return []Check{
		Message, CardFound, UserFound, CardState, Expiry, AccountState, CardProductState, SecurityCode, PIN, AVS,
		PointOfInteraction, Country, QuasiCash, AuthorizationControls, VelocityControls, Risk, Funds, GatewayAsked, StandIn,
	}
}

// Look is a thing to look at, and what to look for in it.
type Look struct {
	Object Object
	Text   string
}

// Object is a kind of thing to look at.
type Object string

// The objects that explain a decline.
const (
	Card          Object = "card"
	User          Object = "user"
	CardProduct   Object = "card product"
	FundingSource Object = "funding source"
	Control       Object = "control"
	Gateway       Object = "gateway"
	Merchant      Object = "merchant"
	Transaction   Object = "transaction"
)

// Remedy is a way out.
type Remedy struct {
	Text   string
	Who    Who
	Action Action
}

// Who can carry out a remedy.
type Who string

// Those who can.
const (
	Cardholder     Who = "cardholder"
	Support        Who = "support"
	Operations     Who = "operations"
	ProductManager Who = "product manager"
	Engineering    Who = "engineering"
	Marqeta        Who = "Marqeta"
	Nobody         Who = "nobody"
)

// Action is a remedy's kind, for a page that offers it.
type Action string

// The kinds of remedies.
const (
	ReinstateCard     Action = "reinstate card"
	ActivateCard      Action = "activate card"
	IssueCard         Action = "issue card"
	SetPIN            Action = "set PIN"
	ActivateUser      Action = "activate user"
	EditUser          Action = "edit user"
	CreateUser        Action = "create user"
	RaiseVelocity     Action = "raise velocity control"
	LiftAuthorization Action = "lift authorization control"
	LoadAccount       Action = "load account"
	FundSource        Action = "fund source"
	EditCardProduct   Action = "edit card product"
	LookAtGateway     Action = "look at gateway"
	Retry             Action = "retry"
	RetryOtherwise    Action = "retry otherwise" // with other details, another card or another way to pay
	Wait              Action = "wait"
	AskMerchant       Action = "ask merchant"
	AskMarqeta        Action = "ask Marqeta"
	Nothing           Action = "nothing"
)

// Source is where a meaning comes from.
type Source string

// The sources, the surest first.
const (
	MarqetaPage   Source = "Marqeta's documentation"
	StaffArticle  Source = "an article by Marqeta's staff"
	OtherProgram  Source = "the list of a company whose cards run on Marqeta"
	ClientLibrary Source = "a client library in production, or captured messages"
	Industry      Source = "the card industry's common meaning"
	Lineage       Source = "the code list that Marqeta's descends from, a hint only"
	OurCall       Source = "our own reading, no source says it"
)

var checkWords = map[Check]string{
	Message: "message", CardFound: "card", UserFound: "user", CardState: "card state", Expiry: "expiry", AccountState: "user and account",
	CardProductState: "card product", SecurityCode: "security code", PIN: "PIN", AVS: "address", PointOfInteraction: "where the card works",
	Country: "country", QuasiCash: "quasi-cash", AuthorizationControls: "authorization controls", VelocityControls: "velocity controls",
	Risk: "risk", Funds: "funding", GatewayAsked: "gateway", StandIn: "stand-in",
}

// Words names the check for people; a check that is not known keeps its own name.
func (c Check) Words() string {
	if words, ok := checkWords[c]; ok {
		return words
	}
	return string(c)
}
