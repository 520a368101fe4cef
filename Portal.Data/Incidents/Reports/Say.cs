namespace Portal.Data.Incidents.Reports;

/// <summary>Adds a sentence about an act, which cites the act and what is given besides.</summary>
internal delegate void Say(ReportLink link, ReportColumn column, string text, params IEnumerable<string> more);
