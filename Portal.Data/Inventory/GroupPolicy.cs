namespace Portal.Data.Inventory;

/// <summary>That a membership hands on a policy which can be rewritten by itself: how a change of that policy finds those who hold it through a group.</summary>
public sealed class GroupPolicy
{
    /// <summary>The policy's native id.</summary>
    public required string Policy { get; init; }

    /// <summary>The membership; its times are when the policy was handed on.</summary>
    public required EntitlementId EntitlementId { get; init; }
}
