using Portal.Data.Platforms;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>An act that this portal has to itself for a while, with all that is needed for it.</summary>
/// <param name="Act">Which.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Target">On what.</param>
/// <param name="Decided">The documents that were decided about.</param>
/// <param name="WasStarted">Whether a call may have been made already.</param>
/// <param name="Before">What was there before; null before that was seen.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Settings">The source's settings.</param>
/// <param name="Until">Until when.</param>
internal sealed record CarryClaim(
    CarryActId Act,
    CarryActKind Kind,
    GrantTarget Target,
    IReadOnlyList<GrantDocument> Decided,
    bool WasStarted,
    GrantSight? Before,
    Platform Platform,
    IReadOnlyDictionary<string, string> Settings,
    DateTimeOffset Until);
