using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Permissions;

/// <summary>What a policy is to be made for.</summary>
internal sealed record DraftBody
{
    private const int MostActions = 25_000;

    /// <summary>Characters of a managed policy, which AWS counts without white space.</summary>
    private const int ManagedCharacters = 6_144;

    /// <summary>Characters of all inline policies of a role together.</summary>
    private const int LargestCharacters = 10_240;

    /// <summary>Characters of all inline policies of a user together.</summary>
    private const int SmallestCharacters = 2_048;

    /// <summary>The identity.</summary>
    public IdentityId? IdentityId { get; init; }

    /// <summary>The actions to keep.</summary>
    public IReadOnlyList<string>? Actions { get; init; }

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
        if (Actions is not { Count: > 0 and <= MostActions } || Actions.Any(action => action is null || action.IndexOf(':', StringComparison.Ordinal) < 1))
        {
            errors["actions"] = [$"must be a list of 1 to {MostActions} actions, for example s3:GetObject."];
        }
        if (MostCharacters is < SmallestCharacters or > LargestCharacters)
        {
            errors["mostCharacters"] = [$"must be {SmallestCharacters} to {LargestCharacters}."];
        }
        return errors;
    }

    /// <summary>The request for the engine.</summary>
    public LeastPrivilegeRequest ToRequest() => new(Actions!, Wildcards ?? true, MostCharacters ?? ManagedCharacters);
}
