package wire

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
)

func defaultConfig() CardProductConfig {
	var wallet ProvisioningRule
	wallet.AddressVerification.Validate = true
	return CardProductConfig{
		POI: POI{
			// Captures disagree about ecommerce; this is the schema's.
			ECommerce: true,
			Other:     POIOther{Allow: true, Track1Discretionary: "000000", Track2Discretionary: "00000"},
		},
		TransactionControls: TransactionControls{
			AcceptedCountriesToken: engine.UnitedStatesOnly,
			AllowGPAAuth:           true, AllowMCCGroupControls: true, AllowChipFallback: true, EnablePartialAuthApproval: true,
			AddressVerification: AddressVerification{
				AVMessages:   AddressRule{Validate: true, DeclineOnPostalCodeMismatch: true},
				AuthMessages: AddressRule{Validate: true},
			},
		},
		SelectiveAuth: SelectiveAuth{Mode: 1},
		CardLifeCycle: CardLifeCycle{ExpirationOffset: ExpirationOffset{Offset: Offset{"YEARS", 4}}, CardServiceCode: 101},
		Clearing:      Clearing{OverdraftDestination: "GPA"},
		JITFunding:    JITFunding{Gateway: GatewayFunding{AlwaysFund: true}},
		DigitalWallet: DigitalWallet{ProvisioningControls: ProvisioningControls{ManualEntry: wallet, WalletCardOnFile: wallet, InApp: wallet}},
		Fulfillment: Fulfillment{
			PaymentInstrument: "PHYSICAL_MSR", PackageID: "0", BINPrefix: "111111", PANLength: "16",
			FulfillmentProvider: "PERFECTPLASTIC", AllowCardCreation: true, UppercaseNameLines: true,
		},
	}
}

// Check refuses what Marqeta would. It does not look whether the tokens exist.
func (f CardProductFields) Check() error {
	var c rest.Check
	c.Required("name", f.Name, 40)
	c.That(f.StartDate != "", "start_date", "may not be null")
	f.Config.check(&c)
	return c.Err()
}

// ShippingMethods are the ways a card travels.
var ShippingMethods = []string{
	"LOCAL_MAIL", "LOCAL_MAIL_PACKAGE", "GROUND", "TWO_DAY", "OVERNIGHT", "INTERNATIONAL", "INTERNATIONAL_PRIORITY", "LOCAL_PRIORITY",
	"FEDEX_EXPEDITED", "FEDEX_REGULAR", "UPS_EXPEDITED", "UPS_REGULAR", "USPS_EXPEDITED", "USPS_REGULAR",
}

func (f CardProductConfig) check(c *rest.Check) {
	t := f.TransactionControls
	c.Size("accepted_countries_token", t.AcceptedCountriesToken, 0, 50)
	c.OneOf("notification_language", t.NotificationLanguage, "ces", "deu", "eng", "fra", "grc", "ita", "nld", "pol", "prt", "rou", "spa", "swe")
	c.That(f.SelectiveAuth.Mode >= 0 && f.SelectiveAuth.Mode <= 2, "sa_mode", "must be between 0 and 2")
	c.That(f.SelectiveAuth.LocationSensitivity >= 0 && f.SelectiveAuth.LocationSensitivity <= 4, "dmd_location_sensitivity", "must be between 0 and 4")

	c.That(t.QuasiCashExemptGroup == "" || len(t.QuasiCashExemptGroup) <= 36, "quasi_cash_exempt_merchant_group_token", "size must be between 1 and 36")

	l := f.CardLifeCycle
	l.ExpirationOffset.Offset.Check(c, "expiration_offset")
	if least := l.ExpirationOffset.MinOffset; least != nil {
		least.Or(l.ExpirationOffset.Offset).Check(c, "min_offset")
	}
	c.That(l.CardServiceCode >= 100 && l.CardServiceCode <= 999, "card_service_code", "must have 3 digits")
	c.OneOf("reloadability", l.Reloadability, "SINGLE_USE_VIRTUAL", "NON_RELOADABLE", "RELOADABLE")
	c.OneOf("overdraft_destination", f.Clearing.OverdraftDestination, "GPA", "MSA", "MERCHANT_CAMPAIGN_ACCOUNT", "GLOBAL_OVERDRAFT_ACCOUNT")

	f.JITFunding.check(c)
	f.Fulfillment.check(c)
}

func (f JITFunding) check(c *rest.Check) {
	c.OneOf("refunds_destination", f.Program.RefundsDestination, "PROGRAM_FUNDING_SOURCE", "GPA", "WATERFALL")
	c.OneOf("refunds_destination", f.Gateway.RefundsDestination, "GATEWAY", "GPA", "WATERFALL")
	c.OneOf("refunds_destination", f.PaymentCard.RefundsDestination, "GATEWAY", "GPA", "WATERFALL")
	c.Size("funding_source_token", f.Program.FundingSourceToken, 0, 36)
	c.Size("funding_source_token", f.Gateway.FundingSourceToken, 0, 36)
	c.That(!bool(f.Program.Enabled) || f.Program.FundingSourceToken != "", "program_funding_source.funding_source_token", "may not be empty")
	c.That(!bool(f.Gateway.Enabled) || f.Gateway.FundingSourceToken != "", "programgateway_funding_source.funding_source_token", "may not be empty")
	enabled := 0
	for _, on := range []rest.Flag{f.Program.Enabled, f.Gateway.Enabled, f.PaymentCard.Enabled} {
		if on {
			enabled++
		}
	}
	// Our call: Marqeta does not say what two enabled sources would mean.
	c.That(enabled <= 1, "jit_funding", "must enable at most one funding source")
}

func (f Fulfillment) check(c *rest.Check) {
	c.OneOf("payment_instrument", f.PaymentInstrument, "PHYSICAL_MSR", "PHYSICAL_ICC", "PHYSICAL_CONTACTLESS", "PHYSICAL_COMBO", "VIRTUAL_PAN")
	c.Size("package_id", f.PackageID, 1, 50)
	c.OneOf("fulfillment_provider", f.FulfillmentProvider, "PERFECTPLASTIC", "ARROWEYE", "IDEMIA", "IDEMIA_UK", "IDEMIA_FR", "IDEMIA_CZ",
		"IDEMIA_APAC", "IDEMIA_PL", "IDEMIA_AU", "IDEMIA_LA", "GEMALTO", "NITECREST", "OBERTHUR", "ALLPAY")
	// Our call: a sandbox gives out test numbers and nothing else.
	c.That(f.BINPrefix == "111111", "bin_prefix", "must be 111111 in a sandbox")
	c.That(f.PANLength == "16", "pan_length", "must be 16")
	for _, b := range f.BINPrefixes {
		c.Size("bin_prefixes.bin_prefix", b.Prefix, 6, 14)
		c.OneOf("bin_prefixes.status", b.Status, "ACTIVE", "INACTIVE")
	}
	CheckMaking(c, f.Shipping, f.CardPersonalization)
}

// CheckMaking checks what products and cards have in common.
func CheckMaking(c *rest.Check, s *Shipping, p *Personalization) {
	if p != nil {
		c.That(p.Text != nil && p.Text.NameLine1 != nil, "card_personalization.text.name_line_1", "may not be null")
		c.OneOf("perso_type", p.PersoType, "EMBOSS", "LASER", "FLAT")
	}
	if s == nil {
		return
	}
	c.OneOf("shipping.method", s.Method, ShippingMethods...)
	c.Size("care_of_line", s.CareOfLine, 0, 255)
	for _, a := range []*PostalAddress{s.ReturnAddress, s.RecipientAddress} {
		if a == nil {
			continue
		}
		for field, v := range map[string]string{"first_name": a.FirstName, "middle_name": a.MiddleName, "last_name": a.LastName, "city": a.City, "country": a.Country} {
			c.Size(field, v, 0, 40)
		}
		c.Size("address1", a.Address1, 0, 255)
		c.Size("address2", a.Address2, 0, 255)
		c.Size("state", a.State, 0, 32)
		c.Size("zip", a.Zip, 0, 10)
		c.Size("postal_code", a.PostalCode, 0, 10)
		c.Size("phone", a.Phone, 0, 20)
	}
}
