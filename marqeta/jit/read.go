package jit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/bojanz/currency"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta"
)

// MaxBody is the largest request that is read, in bytes.
const MaxBody = 64 << 10

// ErrMalformed is what Read's errors wrap.
var ErrMalformed = errors.New("not a funding request")

// Read reads a funding request strictly: one JSON object, no name twice in any object,
// no known name in other letters ("AMOUNT"), text that is text, an exact amount without a
// fraction of the currency's minor unit. With an error comes what was read up to there,
// fit to be echoed in a decline and for nothing else.
func Read(body []byte) (Ask, error) {
	if len(body) > MaxBody {
		return Ask{}, fmt.Errorf("%w: it is larger than 64 KiB", ErrMalformed)
	}
	decoder := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(decoder)
	decoder.Reset(bytes.NewBuffer(body)) // read in place
	r := reader{json: decoder}
	if err := r.whole(); err != nil {
		return r.ask, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return r.ask, nil
}

var decoders = sync.Pool{New: func() any { return jsontext.NewDecoder(new(bytes.Buffer)) }}

type reader struct {
	json     *jsontext.Decoder
	ask      Ask
	amount   *marqeta.Amount // of jit_funding; nil before it is read
	outer    string          // the transaction's own currency
	messages int             // how many jit_funding were read
	parties  [2]party        // who the transaction and the order belong to
}

type party struct{ user, business string }

// members are the names of an object that are read, and how.
type members map[string]func(*reader) error

func text(of func(*reader) *string) func(*reader) error {
	return func(r *reader) error { return r.text(of(r), maxText) }
}

func token(of func(*reader) *string) func(*reader) error {
	return func(r *reader) error { return r.token(of(r)) }
}

func flag(of func(*reader) *bool) func(*reader) error {
	return func(r *reader) error { return r.flag(of(r)) }
}

func in(m members) func(*reader) error { return func(r *reader) error { return r.object(m) } }

func metadata(of func(*reader) *map[string]string) func(*reader) error {
	return in(members{"metadata": func(r *reader) error { return r.pairs(of(r)) }})
}

var transactionMembers = members{
	"token":                               token(func(r *reader) *string { return &r.ask.Transaction }),
	"type":                                text(func(r *reader) *string { return &r.ask.Type }),
	"state":                               text(func(r *reader) *string { return &r.ask.State }),
	"preceding_related_transaction_token": token(func(r *reader) *string { return &r.ask.Preceding }),
	"network_reference_id":                text(func(r *reader) *string { return &r.ask.Reference }),
	"user_token":                          token(func(r *reader) *string { return &r.parties[0].user }),
	"business_token":                      token(func(r *reader) *string { return &r.parties[0].business }),
	"card_token":                          token(func(r *reader) *string { return &r.ask.Card }),
	"card_product_token":                  token(func(r *reader) *string { return &r.ask.CardProduct }),
	"currency_code":                       text(func(r *reader) *string { return &r.outer }),
	"created_time":                        (*reader).created,
	"gpa_order":                           in(orderMembers),
	"gpa_order_unload":                    func(r *reader) error { r.ask.Credit = true; return r.object(orderMembers) },
	"card_acceptor": in(members{
		"mid":          text(func(r *reader) *string { return &r.ask.MID }),
		"mcc":          text(func(r *reader) *string { return &r.ask.MCC }),
		"name":         text(func(r *reader) *string { return &r.ask.Merchant }),
		"country_code": text(func(r *reader) *string { return &r.ask.Country }),
	}),
	"pos": in(members{
		"card_presence":            flag(func(r *reader) *bool { return &r.ask.CardPresent }),
		"partial_approval_capable": flag(func(r *reader) *bool { return &r.ask.Partial }),
	}),
	"transaction_metadata": in(members{
		"payment_channel": text(func(r *reader) *string { return &r.ask.Channel }),
	}),
	"card": metadata(func(r *reader) *map[string]string { return &r.ask.CardMetadata }),
	"user": metadata(func(r *reader) *map[string]string { return &r.ask.UserMetadata }),
}

var orderMembers = members{
	"token":                token(func(r *reader) *string { return &r.ask.Order }),
	"funding_source_token": token(func(r *reader) *string { return &r.ask.Source }),
	"currency_code":        text(func(r *reader) *string { return &r.ask.Currency }),
	"user_token":           token(func(r *reader) *string { return &r.parties[1].user }),
	"business_token":       token(func(r *reader) *string { return &r.parties[1].business }),
	"jit_funding":          func(r *reader) error { r.messages++; return r.object(fundingMembers) },
}

var fundingMembers = members{
	"token":                      token(func(r *reader) *string { return &r.ask.Token }),
	"method":                     token(func(r *reader) *string { return &r.ask.Method }),
	"user_token":                 token(func(r *reader) *string { return &r.ask.User }),
	"acting_user_token":          token(func(r *reader) *string { return &r.ask.ActingUser }),
	"business_token":             token(func(r *reader) *string { return &r.ask.Business }),
	"original_jit_funding_token": token(func(r *reader) *string { return &r.ask.Original }),
	"amount":                     (*reader).money,
}

func (r *reader) whole() error {
	if err := r.object(transactionMembers); err != nil {
		return err
	}
	if _, err := r.json.ReadToken(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the JSON object")
	}
	return r.settle()
}

// settle looks at what only the whole request can tell.
func (r *reader) settle() error {
	a := &r.ask
	for _, p := range []party{r.parties[1], r.parties[0]} {
		if a.Holder() == "" {
			a.User, a.Business = p.user, p.business
		}
	}
	switch {
	case r.messages != 1:
		return fmt.Errorf("it has %d jit_funding, and must have one", r.messages)
	case a.Token == "" || a.Method == "" || a.Transaction == "" || a.Holder() == "" || r.amount == nil:
		return errors.New("token, method, transaction, holder or amount is missing")
	}
	if a.Currency == "" {
		a.Currency = r.outer
	}
	digits, known := currency.GetDigits(a.Currency)
	if !known || r.outer != "" && r.outer != a.Currency {
		a.Currency = ""
		return errors.New("its currency is none, or two")
	}
	minor, err := r.amount.Minor(digits)
	if err != nil || minor < 0 {
		return errors.New("its amount is not one of its currency")
	}
	a.Amount = minor
	return nil
}
