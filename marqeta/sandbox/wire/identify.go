package wire

import (
	"fmt"
	"regexp"
	"strings"
)

// Identified is the result of whoever passed.
func Identified() KYCResult { return KYCResult{Status: KYCSuccess, Codes: []KYCCode{}} }

// Unanswered is the result of whoever left a question open.
func Unanswered() KYCResult {
	return KYCResult{KYCFailure, []KYCCode{{"UnansweredQuestion", "A question was not answered"}}}
}

// IdentifyUser gives what a user lacks for a verification, and its result. No
// register is asked. Our call: a social security number that is never issued (area
// 000 or 666) fails, one of the area of taxpayer numbers (9xx) stays pending.
func IdentifyUser(u User) (missing []string, result KYCResult) {
	n := NumbersOf(u.SSN, u.Identifications)
	missing = lacking(map[string]string{
		"first_name": u.FirstName, "last_name": u.LastName, "address1": u.Address1, "city": u.City, "state": u.State,
		"postal_code": u.PostalCode, "country": u.Country, "birth_date": string(u.BirthDate), "identifications": nineDigits(n.SSN),
	}, "first_name", "last_name", "address1", "city", "state", "postal_code", "country", "birth_date", "identifications")
	if isPOBox(u.Address1) {
		missing = append(missing, "address1 other than a PO Box")
	}
	return missing, judge(n.SSN)
}

// IdentifyBusiness is IdentifyUser for a business: its own number and those of
// everybody who stands for it.
func IdentifyBusiness(b Business) (missing []string, result KYCResult) {
	var office Premises
	if b.Office != nil {
		office = *b.Office
	}
	var incorporated Incorporation
	if b.Incorporation != nil {
		incorporated = *b.Incorporation
	}
	number := b.TaxpayerID
	for _, id := range b.Identifications {
		number = id.Value
	}
	fields := map[string]string{
		"business_name_legal": b.LegalName, "business_name_dba": b.DBAName, "office_location": office.Address1, "identifications": nineDigits(number),
		"incorporation.incorporation_type": incorporated.Type, "incorporation.state_of_incorporation": incorporated.State,
		"attester_name": b.AttesterName,
	}
	if b.Established != nil {
		fields["date_established"] = b.Established.String()
	}
	if b.Attested != nil {
		fields["attestation_date"] = b.Attested.String()
	}
	if b.AttestationConsents != nil && bool(*b.AttestationConsents) {
		fields["attestation_consent"] = "true"
	}
	if b.Proprietor != nil {
		fields["proprietor_or_officer"] = b.Proprietor.LastName
	}
	missing = lacking(fields, "business_name_legal", "business_name_dba", "office_location", "identifications", "incorporation.incorporation_type",
		"incorporation.state_of_incorporation", "date_established", "proprietor_or_officer", "attestation_consent", "attester_name", "attestation_date")
	if isPOBox(office.Address1) {
		missing = append(missing, "office_location other than a PO Box")
	}
	numbers := []string{}
	for _, p := range append(b.Owners(), b.Proprietor) {
		if p != nil {
			numbers = append(numbers, NumbersOf(p.SSN, p.Identifications).SSN)
		}
	}
	return missing, judge(numbers...)
}

func lacking(fields map[string]string, needed ...string) (missing []string) {
	for _, name := range needed {
		if strings.TrimSpace(fields[name]) == "" {
			missing = append(missing, name)
		}
	}
	return missing
}

// judge gives the worst result of some social security numbers.
func judge(numbers ...string) KYCResult {
	result := Identified()
	for _, number := range numbers {
		switch digits := nineDigits(number); {
		case digits == "":
		case strings.HasPrefix(digits, "000"), strings.HasPrefix(digits, "666"):
			return KYCResult{KYCFailure, []KYCCode{{"NoRecordFound", "No record was found for the identification number"}}}
		case digits[0] == '9':
			result = KYCResult{KYCPending, []KYCCode{{"ManualReview", fmt.Sprintf("The identification number ending in %s has to be reviewed", digits[5:])}}}
		}
	}
	return result
}

// nineDigits gives the digits of a number that has nine, else nothing.
func nineDigits(number string) string {
	digits := strings.NewReplacer("-", "", " ", "").Replace(number)
	if len(digits) != 9 || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits
}

var poBox = regexp.MustCompile(`(?i)^\s*p\.?\s*o\.?\s*box\b`)

func isPOBox(address string) bool { return poBox.MatchString(address) }
