package simulate

import (
	"carddeck/marqeta/sandbox/rest"
)

func (in simulation) check(k kind) error {
	var c rest.Check
	in.checkLinks(&c, k)
	in.checkAmounts(&c, k)
	in.checkMerchant(&c)
	in.checkTerminal(&c)
	if in.StandIn != nil {
		in.StandIn.check(&c, k)
		c.That(in.Amount == nil || in.Amount.Sign() >= 0, "amount", "must not be negative")
	}
	if in.AccountFunding != nil {
		in.AccountFunding.check(&c)
	}
	if in.OriginalCredit != nil {
		checkCredit(&c, *in.OriginalCredit)
	}
	if in.Webhook != nil {
		c.Size("webhook.endpoint", in.Webhook.Endpoint, 1, 512)
		if err := rest.OutboundURL(in.Webhook.Endpoint); err != nil {
			c.That(false, "webhook.endpoint", err.Error())
		}
		c.Required("webhook.username", in.Webhook.Username, 255)
		c.Required("webhook.password", in.Webhook.Password, 255)
		c.Size("webhook.secret", in.Webhook.Secret, 0, 255)
	}
	return c.Err()
}

// checkLinks wants the message to name its card, or what it follows.
func (in simulation) checkLinks(c *rest.Check, k kind) {
	follows := "preceding_related_transaction_token"
	if in.older.legacy {
		follows = "original_transaction_token"
	}
	switch {
	case k.opens():
		c.Size("card_token", in.CardToken, 1, 36)
	case !k.posts():
		c.Size(follows, in.Preceding, 1, 36)
	default:
		c.That(in.CardToken != "" || in.Preceding != "" || in.Original != "", follows, "may not be null without card_token")
	}
	c.Token("transaction_token", in.older.transactionToken)
	c.That(in.EventType == "" || in.EventType == k.name, "event_type", "must be "+k.name)
	c.That(!bool(in.ForcePost) || k.posts(), "force_post", "is for clearings")
	c.That(in.Final == nil || k.posts(), "is_final_clearing", "is for clearings")
	for field, n := range map[string]string{"multi_clearing_sequence_number": in.ClearingNumber, "multi_clearing_sequence_count": in.ClearingCount} {
		c.That(n == "" || k.posts() && isDigits(n, 2, 2), field, "must be two digits, of a clearing")
	}
	c.That((in.ClearingNumber == "") == (in.ClearingCount == "") && in.ClearingNumber <= in.ClearingCount,
		"multi_clearing_sequence_number", "must not be greater than multi_clearing_sequence_count")
}

// checkAmounts leaves a negative amount to the decision, where there is one.
func (in simulation) checkAmounts(c *rest.Check, k kind) {
	c.That(in.Amount != nil || k.step == inquiry, "amount", "may not be null")
	if in.Amount != nil && !k.decided() {
		c.That(in.Amount.Sign() > 0 || (k.step == advice && in.Amount.Sign() == 0), "amount", "must be greater than 0")
	}
	c.That(!k.cashBack || in.CashBack != nil, "cash_back_amount", "may not be null")
	if in.CashBack != nil {
		c.That(in.CashBack.Sign() >= 0, "cash_back_amount", "must not be negative")
		c.That(k.cashBack || k.step == opening || k.step == capture || in.CashBack.Sign() == 0, "cash_back_amount", "is for purchases")
	}
	for _, f := range in.Fees {
		c.That(f.Amount.Sign() >= 0, "fees.amount", "must not be negative")
		c.OneOf("fees.type", f.Type, "ISSUER_FEE", "SWITCH_FEE", "PINDEBIT_ASSOC_FEE", "ACQUIRER_FEE", "INTERCHANGE_FEE",
			"CUR_CONV_CARDHOLDER_FEE", "CUR_CONV_ISSUER_FEE", "CROSS_BORDER_ISSUER_FEE")
		c.OneOf("fees.credit_debit", f.CreditDebit, "C", "D")
	}
	if in.Conversion != nil {
		in.Conversion.check(c)
	}
}

// checkMerchant knows that the generations differ in what they allow.
func (in simulation) checkMerchant(c *rest.Check) {
	a := in.CardAcceptor
	c.Size("card_acceptor.mcc", a.MCC, 0, 5)
	c.Size("card_acceptor.address", a.Address, 0, 255)
	c.Size("card_acceptor.street_address", a.StreetAddress, 0, 255)
	c.Size("card_acceptor.postal_code", a.PostalCode, 0, 10)
	c.Size("card_acceptor.zip", a.Zip, 0, 10)
	c.Size("card_acceptor.country_code", a.CountryCode, 0, 40)
	c.Size("card_acceptor.country", a.Country, 0, 40)
	for field, v := range map[string]string{"phone": a.Phone, "url": a.URL, "customer_service_phone": a.ServicePhone, "poi.tid": a.POI.TID,
		"poi.channel": a.POI.Channel, "poi.processing_type": a.POI.ProcessingType, "ecommerce_security_level_indicator": a.SecurityLevel} {
		c.Size("card_acceptor."+field, v, 0, 255)
	}
	if in.older.legacy {
		c.Size("mid", a.MID, 0, 50)
		c.Size("card_acceptor.name", a.Name, 0, 50)
		c.Size("card_acceptor.city", a.City, 0, 40)
		c.Size("card_acceptor.state", a.State, 0, 255)
		return
	}
	c.That(a.MID == "" || len(a.MID) >= 2 && len(a.MID) <= 15, "card_acceptor.mid", "size must be between 2 and 15")
	c.Size("card_acceptor.name", a.Name, 0, 255)
	c.Size("card_acceptor.city", a.City, 0, 255)
	c.Size("card_acceptor.state", a.State, 0, 2)
}

var specialConditions = []string{
	"UNSPECIFIED", "CRYPTOCURRENCY_PURCHASE", "QUASI_CASH", "DEBT_PAYMENT", "CENTRAL_BANK_DIGITAL_CURRENCY_PURCHASE",
	"STABLECOIN_PURCHASE", "BLOCKCHAIN_NATIVE_TOKEN_PURCHASE", "NON_FUNGIBLE_TOKEN_PURCHASE",
}

func (in simulation) checkTerminal(c *rest.Check) {
	c.OneOf("network", in.Network, "VISA", "MASTERCARD", "DISCOVER", "PULSE")
	c.OneOf("sub_network", in.SubNetwork, "VISANET", "VISANETDEBIT", "VISAINTERLINK", "VISAPLUS", "MAESTRO", "CIRRUS", "MASTERCARDDEBIT")
	c.OneOf("account_type", in.AccountType, "checking", "savings", "credit")
	c.OneOf("pos.pan_entry_mode", in.POS.PANEntryMode, "MAG_STRIPE", "MANUAL", "MAG_STRIPE_CONTACTLESS", "CHIP", "CHIP_CONTACTLESS",
		"BAR_CODE", "OCR", "MICR", "CARD_ON_FILE", "CHIP_FALLBACK", "OTHER")
	c.OneOf("pos.special_condition_indicator", in.POS.SpecialCondition, specialConditions...)
	c.OneOf("card_acceptor.poi.special_condition_indicator", in.CardAcceptor.POI.SpecialCondition, specialConditions...)
	o := in.CardOptions
	longest, digits := 4, 3
	if in.older.legacy {
		longest, digits = 50, 0
	}
	c.Size("card_options.pin", o.PIN, 0, longest)
	if o.CVV != "" {
		c.Size("card_options.cvv", o.CVV, digits, 3)
	}
	c.That(o.Expiration == "" || len(o.Expiration) == 4, "card_options.expiration", "size must be between 4 and 4")
	if b := o.BillingAddress; b != nil {
		for field, v := range map[string]string{"first_name": b.FirstName, "last_name": b.LastName, "address": b.Address, "zip": b.Zip, "compressed_zip": b.CompressedZip} {
			c.Size("card_options.billing_address."+field, v, 0, 255)
		}
	}
	if n := in.Name; n != nil {
		c.OneOf("account_name_verification.request_type", n.RequestType, "SENDER", "RECEIVER")
		for _, part := range []string{n.Request.First, n.Request.Middle, n.Request.Last} {
			c.Size("account_name_verification.request", part, 0, 255)
		}
	}
}
