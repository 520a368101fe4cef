using Portal.Data.Reviews.Population;

namespace Portal.Data.Reviews.Evidence;

/// <summary>What evidence says of a campaign as a whole: each member is a line of <c>evidence.json</c>, before the items.</summary>
/// <param name="Format">The form of the evidence: 1.</param>
/// <param name="Zone">The IANA name of the campaign's zone: of its schedule, else where who answers for it is, else UTC.</param>
/// <param name="Campaign">The campaign with its configuration.</param>
/// <param name="Population">What it covers and where that is known from; null for campaigns of earlier versions of the portal.</param>
/// <param name="PopulationHash">SHA-256 over that as it stands here, which the record holds too; or null.</param>
/// <param name="SignOff">Who signed what.</param>
/// <param name="ScopeExceptions">Whose word there is for sources that may not be complete.</param>
/// <param name="Open">What was not settled by an answer or a proof.</param>
/// <param name="History">Everything that the record says about the campaign itself, oldest first: how it was configured and changed.</param>
/// <param name="Notices">Which mail was sent to whom.</param>
public sealed record EvidenceHead(
    int Format,
    string Zone,
    EvidenceCampaign Campaign,
    PopulationManifest? Population,
    string? PopulationHash,
    EvidenceSignOff SignOff,
    IReadOnlyList<EvidenceScopeException> ScopeExceptions,
    IReadOnlyList<EvidenceOpenPoint> Open,
    IReadOnlyList<EvidenceEvent> History,
    IReadOnlyList<EvidenceNotice> Notices)
{
    /// <summary>The form of the evidence that this version of the portal writes.</summary>
    public const int CurrentFormat = 1;
}
