package simulate

import (
	"cmp"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// legacy is the body of the first generation over that of the second.
type legacy struct {
	simulation
	MID          string             `json:"mid"`
	PIN          string             `json:"pin"`
	Acceptor     *acceptor          `json:"card_acceptor"`
	CardOptions  *cardOptions       `json:"card_options"`
	PreAuth      *rest.Flag         `json:"is_pre_auth"`
	Refund       rest.Flag          `json:"is_refund"`
	Advice       rest.Flag          `json:"is_advice"`
	WindowDays   int                `json:"find_original_window_days"`
	NetworkFees  []wire.NetworkFee  `json:"network_fees"`
	NetworkFacts *wire.NetworkFacts `json:"network_metadata"`
	VirtualCard  *struct{}          `json:"vcn_data"` // read and not shown: no document says where
	Options      options            `json:"transaction_options"`
	credit
}

// options say how Marqeta's own simulator is to send the message. Those about its
// inside (keys, track data, timeouts, waiting) have nothing to act on here.
type options struct {
	Token          *string   `json:"transaction_token"`
	AdditionalData string    `json:"additional_data"`
	HoldDays       string    `json:"pre_auth_time_limit"` // our call: days
	Expiration     string    `json:"card_expiration_date_yymm"`
	SendExpiration rest.Flag `json:"send_expiration_date"`
	SendTrack      rest.Flag `json:"send_track_data"`
	EncryptionKey  string    `json:"encryption_key_id"`
	Patience       int32     `json:"database_transaction_timeout"`
	Threshold      int64     `json:"transaction_timeout_threshold_seconds"`
	Async          rest.Flag `json:"is_async"`
}

func (o options) check(c *rest.Check) {
	c.Size("transaction_options.additional_data", o.AdditionalData, 0, 999)
	c.Size("transaction_options.encryption_key_id", o.EncryptionKey, 0, 255)
	c.That(o.HoldDays == "" || isDigits(o.HoldDays, 1, 3) && o.holdDays() > 0, "transaction_options.pre_auth_time_limit", "must be a number of days from 1 to 999")
	c.That(o.Expiration == "" || isDigits(o.Expiration, 4, 4), "transaction_options.card_expiration_date_yymm", "must be four digits")
}

func (o options) holdDays() int {
	days := 0
	for _, digit := range o.HoldDays {
		days = days*10 + int(digit-'0')
	}
	return days
}

// shared gives the body as one of the second generation.
func (in legacy) shared() simulation {
	sim := in.simulation
	if in.Acceptor != nil {
		sim.CardAcceptor = *in.Acceptor
	}
	if in.CardOptions != nil {
		no := rest.Flag(false)
		sim.CardOptions = *in.CardOptions
		sim.CardOptions.CardPresent = cmp.Or(in.CardOptions.CardPresent, &no)
	}
	sim.older = older{
		legacy: true, transactionToken: in.Options.Token, additionalData: in.Options.AdditionalData, holdDays: in.Options.holdDays(),
		windowDays: in.WindowDays, advised: bool(in.Advice), commerce: sim.CardAcceptor.SecurityLevel, network: in.NetworkFacts,
	}
	sim.Fees, sim.Preceding = in.NetworkFees, in.Original
	sim.CardAcceptor.MID = cmp.Or(in.MID, sim.CardAcceptor.MID)
	sim.CardOptions.PIN = cmp.Or(in.PIN, sim.CardOptions.PIN)
	if e := in.Options.Expiration; e != "" {
		sim.CardOptions.Expiration = cmp.Or(sim.CardOptions.Expiration, e[2:]+e[:2])
	}
	sim.Preauth = cmp.Or(in.PreAuth, sim.Preauth)
	if in.Type != "" {
		sim.OriginalCredit = in.original()
	}
	return sim
}
