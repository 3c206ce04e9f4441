package marqeta

import (
	"fmt"
	"strconv"
)

// ResponseCode is the platform's verdict on a transaction: four digits. The platform
// writes it as a string, and in places as a number without its zeros.
type ResponseCode string

// UnmarshalJSON reads a string or a number; a number is filled up to four digits.
func (c *ResponseCode) UnmarshalJSON(b []byte) error {
	var s Scalar
	if err := s.UnmarshalJSON(b); err != nil {
		return err
	}
	if n, err := strconv.ParseUint(string(b), 10, 16); err == nil {
		s = Scalar(fmt.Sprintf("%04d", n))
	}
	*c = ResponseCode(s)
	return nil
}

// Success reports whether the code approves: fully (0000), in part (0002), or in a way
// that Marqeta lists without explaining (1830).
func (c ResponseCode) Success() bool { return c == "0000" || c == "0002" || c == "1830" }

// Response is a verdict with its words.
type Response struct {
	Code                  ResponseCode `json:"code"`
	Memo                  string       `json:"memo"`
	AdditionalInformation string       `json:"additional_information,omitempty"` // the velocity control that refused
}
