package hie

import "github.com/london-care-record/gateway/record"

// London describes the five exchanges of London, so that configuration need not repeat who they are.
// Source: NHS England, integrated care boards and their ODS codes; OneLondon for the local names.
var London = map[record.ExchangeID]record.Exchange{
	"NEL": {ID: "NEL", Name: "North East London", LocalName: "East London Patient Record (eLPR)", ODSCode: "QMF"},
	"SEL": {ID: "SEL", Name: "South East London", LocalName: "Local Care Record", ODSCode: "QKK"},
	"SWL": {ID: "SWL", Name: "South West London", LocalName: "Connecting Your Care", ODSCode: "QWE"},
	"NCL": {ID: "NCL", Name: "North Central London", LocalName: "Health Information Exchange (HIE)", ODSCode: "QMJ"},
	"NWL": {ID: "NWL", Name: "North West London", LocalName: "Care Information Exchange", ODSCode: "QRV"},
}
