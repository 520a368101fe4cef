using Portal.Data.Inventory;
using Portal.Data.Permissions.LeastPrivilege;
using Portal.Data.Platforms;

namespace Portal.Permissions;

/// <summary>What a policy is to be made for.</summary>
internal sealed record DraftBody
{
    private const int MostActions = 25_000;

    /// <summary>The identity.</summary>
    public IdentityId? IdentityId { get; init; }

    /// <summary>The actions to keep; absent when <see cref="From"/> says them.</summary>
    public IReadOnlyList<string>? Actions { get; init; }

    /// <summary>Says what to keep instead: <c>used</c>, <c>usedOrUnknown</c> or <c>everything</c>.</summary>
    public KeepRule? From { get; init; }

    /// <summary>How many days back use counts; 90 when absent.</summary>
    public int? Days { get; init; }

    /// <summary>Whether to group actions by wildcards where that is exact; true when absent.</summary>
    public bool? Wildcards { get; init; }

    /// <summary>The most characters of one document; a managed policy's 6,144 when absent.</summary>
    public int? MostCharacters { get; init; }

    /// <summary>What makes no sense, by field.</summary>
    public Dictionary<string, string[]> Check()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (IdentityId is null)
        {
            errors["identityId"] = ["is needed."];
        }
        if (From is not null && Actions is not null)
        {
            errors["from"] = ["cannot stand beside actions: one of them says what to keep."];
        }
        if (Days is < 1 or > UsedActions.MostDays)
        {
            errors["days"] = [$"must be 1 to {UsedActions.MostDays}."];
        }
        if (Days is not null && From is null)
        {
            errors["days"] = ["goes with from only."];
        }
        if (From is null && (Actions is not { Count: > 0 and <= MostActions } || Actions.Any(action => action is null || action.IndexOf(':', StringComparison.Ordinal) < 1)))
        {
            errors["actions"] = [$"must be a list of 1 to {MostActions} actions, for example s3:GetObject; or say from."];
        }
        if (MostCharacters is < PolicySizes.User or > PolicySizes.Role)
        {
            errors["mostCharacters"] = [$"must be {PolicySizes.User} to {PolicySizes.Role}."];
        }
        return errors;
    }

    /// <summary>The request for the engine.</summary>
    /// <param name="kept">The actions to keep.</param>
    public LeastPrivilegeRequest ToRequest(IReadOnlyList<string> kept) => new(kept, Wildcards ?? true, MostCharacters ?? PolicySizes.Managed);
}
