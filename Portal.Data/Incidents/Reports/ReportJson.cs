using System.Security.Cryptography;
using System.Text.Json;
using Portal.Data.Audit.Chain;
using Portal.Data.Storage;

namespace Portal.Data.Incidents.Reports;

/// <summary>A report as JSON in its one canonical form (RFC 8785), so that its digest names it.</summary>
public static class ReportJson
{
    /// <summary>The bytes.</summary>
    /// <exception cref="UncitedSentenceException">A sentence cites nothing.</exception>
    public static byte[] Write(IncidentReport report) => CanonicalJson.Of(JsonSerializer.SerializeToElement(report.Checked(), StoredJson.Options));

    /// <summary>SHA-256 over the JSON form, lower-case hex.</summary>
    /// <exception cref="UncitedSentenceException">A sentence cites nothing.</exception>
    public static string Digest(IncidentReport report) => Convert.ToHexStringLower(SHA256.HashData(Write(report)));
}
