using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>What is known of a request before it is made: who makes it, and what the caller would choose to get the most out of it.</summary>
internal static class CallerFacts
{
    /// <summary>The policy that gives everything; who may attach any policy attaches this one.</summary>
    private const string Everything = "policy/AdministratorAccess";

    /// <summary>The facts of one action by <paramref name="holding"/>'s principal.</summary>
    /// <param name="holding">The caller.</param>
    /// <param name="action">The action.</param>
    /// <param name="service">The service that a role is passed to, or null.</param>
    /// <param name="target">What it works on, or null while that is open.</param>
    public static RequestContext Of(Holding holding, string action, string? service, Holding? target)
    {
        var values = new Dictionary<string, ContextValues>(StringComparer.OrdinalIgnoreCase);
        void Say(string key, params string[] text) => values[key] = new ContextValues(text, ActionCatalogue.Instance.IsMultivalued(key));
        Say("aws:PrincipalArn", holding.NativeId);
        Say("aws:PrincipalAccount", holding.Container);
        Say("aws:PrincipalIsAWSService", "false");
        Say("aws:PrincipalType", holding.Kind == IdentityKind.User ? "User" : "AssumedRole");
        if (holding.Kind == IdentityKind.User && AwsPrincipal.Read(holding.NativeId) is { } user)
        {
            Say("aws:username", user.Name);
        }
        foreach (var (key, value) in holding.Tags)
        {
            Say($"aws:PrincipalTag/{key}", value);
        }
        if (action != Primitive.AssumeRole)
        {
            Say("aws:ResourceAccount", holding.Container);
        }
        if (action == Primitive.PassRole && service is not null)
        {
            Say("iam:PassedToService", service);
        }
        if (action is "iam:AttachUserPolicy" or "iam:AttachRolePolicy" or "iam:AttachGroupPolicy")
        {
            Say("iam:PolicyARN", $"arn:{Partition(holding.NativeId)}:iam::aws:{Everything}");
        }
        if (target is not null)
        {
            AddTarget(target, Say);
        }
        return new RequestContext(values, isComplete: false);
    }

    /// <summary>The partition of an ARN.</summary>
    public static string Partition(string arn) => arn.Split(':', 3) is [_, var partition, _] ? partition : "aws";

    private static void AddTarget(Holding target, Action<string, string[]> say)
    {
        say("aws:ResourceAccount", [target.Container]);
        foreach (var (key, value) in target.Tags)
        {
            say($"aws:ResourceTag/{key}", [value]);
            say($"iam:ResourceTag/{key}", [value]);
        }
        if (!target.Limits.Any(limit => limit.Kind == LimitKind.Boundary))
        {
            // A key without values is absent: a rule that asks for a boundary on the target does not let this one through.
            say("iam:PermissionsBoundary", []);
        }
    }
}
