namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>An entry of PolicyExclusionList: policies of the principal to leave out, by one of the three.</summary>
/// <param name="Type">All policies of this type.</param>
/// <param name="Arn">The managed policy of this ARN.</param>
/// <param name="Inline">The policy of this name written into the user, role or group.</param>
internal sealed record PolicyExclusion(string? Type, string? Arn, PolicyExclusion.InlinePolicy? Inline)
{
    /// <summary>The types that AWS knows.</summary>
    public static IReadOnlyList<string> Types { get; } = ["inline", "aws-managed", "user-managed", "permission-boundary", "scp", "rcp"];

    /// <summary>What an inline policy can be written into.</summary>
    public static IReadOnlyList<string> Attachments { get; } = ["user", "group", "role"];

    /// <summary>True when the entry leaves <paramref name="policy"/> out.</summary>
    public bool LeavesOut(HeldPolicy policy, string typeOfPolicy, IdentityKind holder)
    {
        var arn = policy.Key ?? (policy.Entitlement.Kind == EntitlementKind.ManagedPolicy ? policy.Entitlement.Key : null);
        if (Inline is { } inline)
        {
            var attachment = policy.Entitlement.Kind == EntitlementKind.GroupMembership ? "group" : holder == IdentityKind.User ? "user" : "role";
            return arn is null && inline.Name == policy.Name && inline.AttachmentType == attachment
                && (attachment != "group" || inline.AttachmentName == policy.Entitlement.Name);
        }
        return Arn is not null ? Arn == arn : Type == (arn is null ? "inline" : typeOfPolicy);
    }

    /// <inheritdoc />
    public override string ToString() => Inline is { } inline ? $"{inline.AttachmentType} {inline.AttachmentName}, {inline.Name}" : Arn ?? Type ?? string.Empty;

    /// <summary>An inline policy.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="AttachmentType"><c>user</c>, <c>group</c> or <c>role</c>.</param>
    /// <param name="AttachmentName">The name of that.</param>
    internal sealed record InlinePolicy(string Name, string AttachmentType, string AttachmentName);
}
