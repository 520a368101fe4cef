namespace Portal.Data.Reviews.Evidence;

/// <summary>Brings the looks of the reports in an evidence pack; the portal has them.</summary>
public interface IEvidenceReports
{
    /// <summary>One HTML file that stands alone and prints well.</summary>
    /// <param name="head">The campaign.</param>
    /// <param name="items">Its items, riskiest first; at most <see cref="EvidenceFiles.MostReported"/>.</param>
    byte[] WriteHtml(EvidenceHead head, IReadOnlyList<ShownItem> items);

    /// <summary>The same as PDF.</summary>
    /// <param name="head">The campaign.</param>
    /// <param name="items">Its items, riskiest first; at most <see cref="EvidenceFiles.MostReported"/>.</param>
    byte[] WritePdf(EvidenceHead head, IReadOnlyList<ShownItem> items);
}
