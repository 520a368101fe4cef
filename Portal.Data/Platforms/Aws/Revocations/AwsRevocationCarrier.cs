using System.Xml.Linq;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Revocations;

/// <summary>
/// Detaches and attaches policies, deletes and writes policies of roles and users, and takes users from groups, by calls of IAM. IAM goes by
/// names: before anything, the ARN that a name stands for in the account that answers has to be the one that was decided about.
/// </summary>
/// <param name="query">Sends the calls.</param>
internal sealed class AwsRevocationCarrier(ISignedCalls query) : IRevocationCarrier
{
    private readonly IamCalls _iam = new(query);

    /// <inheritdoc/>
    public async Task<GrantSight> LookAsync(GrantTarget target, CancellationToken cancellationToken)
    {
        var holder = HolderOf(target);
        var owner = await OwnerAsync(target, holder, cancellationToken);
        var (isPresent, documents) = target.Entitlement.Kind switch
        {
            EntitlementKind.ManagedPolicy => (
                owner is not null && await HasPolicyAsync(holder, target.Entitlement.Key, cancellationToken),
                await ManagedAsync([target.Entitlement.Key], cancellationToken)),
            EntitlementKind.InlinePolicy => await InlineAsync(owner is null ? null : holder, target.Entitlement.Key, cancellationToken),
            EntitlementKind.GroupMembership => (
                owner is not null && await IsMemberAsync(holder, target.Entitlement.Key, cancellationToken),
                await GroupAsync(target.Entitlement.Key, cancellationToken)),
        };
        return new(owner, isPresent, [.. documents.OrderBy(d => d.Name, StringComparer.Ordinal).ThenBy(d => d.Hash, StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public async Task TakeAwayAsync(GrantTarget target, CancellationToken cancellationToken)
    {
        var holder = HolderOf(target);
        var key = target.Entitlement.Key;
        // What is gone already is as it should be.
        _ = target.Entitlement.Kind switch
        {
            EntitlementKind.ManagedPolicy => await _iam.FindAsync($"Detach{Word(holder)}Policy", cancellationToken, Named(holder), ("PolicyArn", key)),
            EntitlementKind.InlinePolicy => await _iam.FindAsync($"Delete{Word(holder)}Policy", cancellationToken, Named(holder), ("PolicyName", key)),
            EntitlementKind.GroupMembership => await _iam.FindAsync("RemoveUserFromGroup", cancellationToken, Named(holder), ("GroupName", GroupName(key))),
        };
    }

    /// <inheritdoc/>
    public async Task GiveBackAsync(GrantTarget target, GrantSight before, CancellationToken cancellationToken)
    {
        var holder = HolderOf(target);
        var key = target.Entitlement.Key;
        _ = target.Entitlement.Kind switch
        {
            EntitlementKind.ManagedPolicy => await _iam.CallAsync($"Attach{Word(holder)}Policy", cancellationToken, Named(holder), ("PolicyArn", key)),
            EntitlementKind.InlinePolicy when before.Documents is [{ Text: var text }] => await _iam.CallAsync(
                $"Put{Word(holder)}Policy", cancellationToken, Named(holder), ("PolicyName", key), ("PolicyDocument", text)),
            EntitlementKind.InlinePolicy => throw new PlatformCallException(PlatformCallFailure.Refused, "The policy's text was not kept, so it cannot be given back."),
            EntitlementKind.GroupMembership => await _iam.CallAsync("AddUserToGroup", cancellationToken, Named(holder), ("GroupName", GroupName(key))),
        };
    }

    private static IamArn HolderOf(GrantTarget target) =>
        IamArn.TryParse(target.Principal, out var holder) && holder.Type is "role" or "user"
        && (target.Entitlement.Kind != EntitlementKind.GroupMembership || holder.Type == "user")
        && (target.Entitlement.Kind != EntitlementKind.ManagedPolicy || (IamArn.TryParse(target.Entitlement.Key, out var policy) && policy.Type == "policy"))
            ? holder
            : throw new PlatformCallException(PlatformCallFailure.Refused, $"{target.Principal} and {target.Entitlement.Key} are not a role or user and what it can hold.");

    /// <summary>The principal's unique id; null when nobody has its name.</summary>
    /// <exception cref="PlatformCallException">The name is another principal's: the portal is signed in elsewhere than where it should be.</exception>
    private async Task<string?> OwnerAsync(GrantTarget target, IamArn holder, CancellationToken cancellationToken)
    {
        if (await _iam.FindAsync($"Get{Word(holder)}", cancellationToken, Named(holder)) is not { } answer)
        {
            return null;
        }
        var arn = IamCalls.Text(answer, "Arn");
        return arn == target.Principal
            ? IamCalls.Text(answer, $"{Word(holder)}Id") ?? throw new PlatformCallException(PlatformCallFailure.Busy, "IAM did not say the principal's id.")
            : throw new PlatformCallException(PlatformCallFailure.Refused, $"Where the portal is signed in, the name stands for {arn}, not for {target.Principal}.");
    }

    private async Task<bool> HasPolicyAsync(IamArn holder, string policy, CancellationToken cancellationToken) =>
        (await _iam.ListAsync($"ListAttached{Word(holder)}Policies", "AttachedPolicies", cancellationToken, Named(holder))).Any(p => IamCalls.Text(p, "PolicyArn") == policy);

    private async Task<bool> IsMemberAsync(IamArn holder, string group, CancellationToken cancellationToken) =>
        (await _iam.ListAsync("ListGroupsForUser", "Groups", cancellationToken, Named(holder)))
            .Any(g => IamCalls.Text(g, "Arn") == group || IamCalls.Text(g, "GroupName") == group);

    private async Task<(bool IsPresent, IReadOnlyList<SeenDocument> Documents)> InlineAsync(IamArn? holder, string policy, CancellationToken cancellationToken) =>
        holder is { } named && await _iam.FindAsync($"Get{Word(named)}Policy", cancellationToken, Named(named), ("PolicyName", policy)) is { } answer
            ? (true, [Document(policy, answer, "PolicyDocument")])
            : (false, []);

    private async Task<IReadOnlyList<SeenDocument>> GroupAsync(string key, CancellationToken cancellationToken)
    {
        var group = ("GroupName", GroupName(key));
        var documents = new List<SeenDocument>();
        try
        {
            foreach (var name in await _iam.ListAsync("ListGroupPolicies", "PolicyNames", cancellationToken, group))
            {
                documents.Add(Document(name.Value, await _iam.CallAsync("GetGroupPolicy", cancellationToken, group, ("PolicyName", name.Value)), "PolicyDocument"));
            }
            var attached = await _iam.ListAsync("ListAttachedGroupPolicies", "AttachedPolicies", cancellationToken, group);
            documents.AddRange(await ManagedAsync([.. attached.Select(p => IamCalls.Text(p, "PolicyArn")!)], cancellationToken));
        }
        catch (PlatformCallException missing) when (missing.Failure == PlatformCallFailure.NotThere)
        {
            // The group is gone: it brings nothing.
            return [];
        }
        return documents;
    }

    private async Task<IReadOnlyList<SeenDocument>> ManagedAsync(IReadOnlyList<string> policies, CancellationToken cancellationToken)
    {
        var documents = new List<SeenDocument>();
        foreach (var arn in policies)
        {
            if (await _iam.FindAsync("GetPolicy", cancellationToken, ("PolicyArn", arn)) is not { } policy)
            {
                continue;
            }
            var version = IamCalls.Text(policy, "DefaultVersionId") ?? "v1";
            var answer = await _iam.CallAsync("GetPolicyVersion", cancellationToken, ("PolicyArn", arn), ("VersionId", version));
            documents.Add(Document(IamCalls.Text(policy, "PolicyName") ?? arn, answer, "Document"));
        }
        return documents;
    }

    private static SeenDocument Document(string name, XElement answer, string member)
    {
        var text = Uri.UnescapeDataString(IamCalls.Text(answer, member) ?? throw new PlatformCallException(PlatformCallFailure.Busy, "IAM did not say the policy's text."));
        return new(name, text, PolicyNormalizer.Hash(text), PolicyNormalizer.Normalize(text).Hash);
    }

    private static string Word(IamArn holder) => holder.Type == "role" ? "Role" : "User";

    private static (string Name, string Value) Named(IamArn holder) => ($"{Word(holder)}Name", holder.Name);

    // Snapshots name groups by their names; an ARN says the same.
    private static string GroupName(string key) => IamArn.TryParse(key, out var group) && group.Type == "group" ? group.Name : key;
}
