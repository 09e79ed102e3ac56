package record

import (
	"errors"
	"fmt"
)

// ErrorCode is the machine-readable code of an Error, as it stands in errors[].extensions.code.
type ErrorCode string

// The codes of the public contract.
const (
	CodeInvalidNHSNumber    ErrorCode = "INVALID_NHS_NUMBER"
	CodePatientNotFound     ErrorCode = "PATIENT_NOT_FOUND"
	CodeRecordUnavailable   ErrorCode = "RECORD_UNAVAILABLE"
	CodeBirthDateMismatch   ErrorCode = "BIRTH_DATE_MISMATCH"
	CodeForbidden           ErrorCode = "FORBIDDEN"
	CodeUnauthenticated     ErrorCode = "UNAUTHENTICATED"
	CodeTooManyPatients     ErrorCode = "TOO_MANY_PATIENTS"
	CodeQueryTooComplex     ErrorCode = "QUERY_TOO_COMPLEX"
	CodeBadRequest          ErrorCode = "BAD_REQUEST"
	CodeExchangeUnavailable ErrorCode = "EXCHANGE_UNAVAILABLE"
	CodeTooManyRequests     ErrorCode = "TOO_MANY_REQUESTS"
	CodeOverloaded          ErrorCode = "OVERLOADED"
	CodeInternal            ErrorCode = "INTERNAL"
)

// Error is the one error type whose text may be shown to a stranger: a code and a sentence that holds no patient
// data. Any other error is shown outside as CodeInternal and written whole to the log only.
type Error struct {
	Code    ErrorCode
	Message string
	// Sources tells how each exchange answered, where that explains the error (RECORD_UNAVAILABLE).
	Sources []SourceStatus
	// Cause is for the log only and is never shown.
	Cause error
}

// Errorf makes an Error. The format and its arguments must hold no patient data.
func Errorf(code ErrorCode, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Error gives the sentence fit for strangers.
func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause, for errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf gives the code of the first Error in err's chain, or CodeInternal.
func CodeOf(err error) ErrorCode {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}
