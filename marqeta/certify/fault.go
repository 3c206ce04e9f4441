package certify

// Fault names one way in which a gateway is wrong. The name is stable: a pipeline may
// look for it.
type Fault string

// The faults of a gateway's answers.
const (
	NoAnswer       Fault = "no-answer"
	Slow           Fault = "slow"
	SlowLoad       Fault = "slow-load"
	Redirect       Fault = "redirect"
	Status         Fault = "status"
	Body           Fault = "body"
	EchoToken      Fault = "echo-token"
	EchoMethod     Fault = "echo-method"
	EchoHolder     Fault = "echo-holder"
	EchoActing     Fault = "echo-acting-user"
	EchoOriginal   Fault = "echo-original"
	Amount         Fault = "amount"
	AmountAbove    Fault = "amount-above"
	PartUnasked    Fault = "part-not-capable"
	ReasonMissing  Fault = "reason-missing"
	ReasonUnknown  Fault = "reason-unknown"
	TooLong        Fault = "too-long"
	Balances       Fault = "balances"
	AddressVerdict Fault = "address-verdict"
)

// The faults of a gateway's decisions.
const (
	FundedDeclined Fault = "funded-declined"
	NoMoney        Fault = "approves-without-money"
	Held           Fault = "hold"
	UnknownMethod  Fault = "unknown-method"
	UnknownMoney   Fault = "unknown-currency"
	RepeatDiffers  Fault = "repeat-differs"
	SecondEffect   Fault = "second-effect"
	TokenReused    Fault = "token-reused"
	ApprovesOdd    Fault = "approves-unreadable"
	ServerError    Fault = "server-error"
)

// The faults of the door, and of a webhook.
const (
	Credentials        Fault = "credentials"
	OldTLS             Fault = "old-tls"
	PlainPort          Fault = "port-80"
	WebhookNoAnswer    Fault = "webhook-no-answer"
	WebhookStatus      Fault = "webhook-status"
	WebhookSlow        Fault = "webhook-slow"
	WebhookEffect      Fault = "webhook-effect"
	WebhookCredentials Fault = "webhook-credentials"
	WebhookSignature   Fault = "webhook-signature"
)

var words = map[Fault]string{
	NoAnswer:       "The connection ended without an answer",
	Slow:           "The answer came after the limit, so the platform would have declined",
	SlowLoad:       "Under a small load one answer in a hundred takes more than a second",
	Redirect:       "The answer is a redirect, which the platform does not follow",
	Status:         "The status is neither 200 nor 402",
	Body:           "The body is not a JSON object with jit_funding",
	EchoToken:      "The answer does not repeat jit_funding.token",
	EchoMethod:     "The answer does not repeat jit_funding.method",
	EchoHolder:     "The answer does not repeat whose account it is",
	EchoActing:     "The answer does not repeat jit_funding.acting_user_token",
	EchoOriginal:   "The answer does not repeat jit_funding.original_jit_funding_token",
	Amount:         "The answer has no amount that the platform can fund",
	AmountAbove:    "More was approved than was asked",
	PartUnasked:    "A part was approved though the terminal takes none",
	ReasonMissing:  "A decline gives no decline_reason",
	ReasonUnknown:  "A decline's reason is not in the platform's enumeration",
	TooLong:        "memo has more than 99 characters or tags more than 255",
	Balances:       "A balance inquiry is not answered with balances",
	AddressVerdict: "The gateway's own verdict on the address has no code of four digits",
	FundedDeclined: "A purchase was declined though the account has the money",
	NoMoney:        "A purchase was approved though the account has no money",
	Held:           "The available balance does not fall by what was approved",
	UnknownMethod:  "A method that nobody knows was approved",
	UnknownMoney:   "A purchase in a currency that no account has was approved",
	RepeatDiffers:  "The same question, sent again, was answered otherwise",
	SecondEffect:   "The same question, sent again, took money again",
	TokenReused:    "A used token with another amount was approved anew",
	ApprovesOdd:    "What cannot be read was approved",
	ServerError:    "What cannot be read, or is not known, ends in an error of the server",
	Credentials:    "A question with wrong credentials was answered",
	OldTLS:         "A version of TLS before 1.2 is taken",
	PlainPort:      "Port 80 is open",

	WebhookNoAnswer:    "A notification was not answered",
	WebhookStatus:      "A notification was answered with another status than 200",
	WebhookSlow:        "A notification was answered after more than a second",
	WebhookEffect:      "After the notifications the available balance is not what it must be",
	WebhookCredentials: "A notification with wrong credentials was taken",
	WebhookSignature:   "A notification with a wrong signature was taken",
}

// Words tell the fault to a person.
func (f Fault) Words() string { return words[f] }
