using System.Text;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Revocations;

/// <summary>
/// Writes the <c>aws</c> commands that take an entitlement away and give it back. People run them with their own rights, so a name or
/// document from outside must stay one argument whatever it holds, and nothing that a terminal would act on may be in it.
/// </summary>
internal sealed class AwsRevocationPlanner : IRevocationPlanner
{
    // A shell takes at most 128 KiB as one argument; IAM's inline policies have at most 10,240 characters.
    private const int LongestDocument = 100_000;

    private static readonly JsonWriterOptions PlainAscii = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default };

    /// <inheritdoc/>
    public RevocationPlan Plan(string principal, EntitlementRef entitlement, PolicyText? document)
    {
        if (!IamArn.TryParse(principal, out var holder) || holder.Type is not ("role" or "user") || !IsPlain(principal))
        {
            return None("The identity's ARN is not one that IAM allows, so no command is given for it.");
        }
        if (!IsPlain(entitlement.Key) || entitlement.Key.Length == 0)
        {
            return None("The entitlement's name holds characters that IAM does not allow, so no command is given for it.");
        }
        return entitlement.Kind switch
        {
            EntitlementKind.ManagedPolicy => Managed(holder, entitlement.Key),
            EntitlementKind.InlinePolicy => Inline(holder, entitlement.Key, document),
            EntitlementKind.GroupMembership when holder.Type is "user" => Membership(holder, entitlement.Key),
            EntitlementKind.GroupMembership => None("Only users are members of groups."),
        };
    }

    private static RevocationPlan Managed(IamArn holder, string policy) => new(
        Command(holder, $"detach-{holder.Type}-policy", Named(holder), $"--policy-arn={policy}"),
        Command(holder, $"attach-{holder.Type}-policy", Named(holder), $"--policy-arn={policy}"),
        Note(holder, "The policy itself stays, and so does what others hold through it."));

    private static RevocationPlan Inline(IamArn holder, string policy, PolicyText? document)
    {
        var (text, problem) = Argument(document);
        return new RevocationPlan(
            Command(holder, $"delete-{holder.Type}-policy", Named(holder), $"--policy-name={policy}"),
            text is null ? null : Command(holder, $"put-{holder.Type}-policy", Named(holder), $"--policy-name={policy}", $"--policy-document={text}"),
            Note(holder, problem ?? "The policy is written into the identity and is deleted with this command; the inverse holds its text."));
    }

    private static RevocationPlan Membership(IamArn holder, string group) => new(
        Command(holder, "remove-user-from-group", Named(holder), $"--group-name={group}"),
        Command(holder, "add-user-to-group", Named(holder), $"--group-name={group}"),
        Note(holder, "All that the group brings is lost with it."));

    // JSON in single quotes: a quote, a letter outside ASCII or a control character becomes its \u form, which JSON reads as the same.
    private static (string? Text, string? Problem) Argument(PolicyText? document)
    {
        if (document is null)
        {
            return (null, "The policy's text is not known, so it cannot be given back: save it before with get-role-policy or get-user-policy.");
        }
        if (document.Text.Length > LongestDocument)
        {
            return (null, "The policy's text is too long for a command, so it cannot be given back by one: save it before.");
        }
        try
        {
            using var json = JsonDocument.Parse(document.Text);
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, PlainAscii))
            {
                json.WriteTo(writer);
            }
            return (Encoding.ASCII.GetString(buffer.ToArray()), null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return (null, "The policy's text is no sound JSON, so it cannot be given back by a command: save it before.");
        }
    }

    private static string Command(IamArn holder, string verb, params string[] arguments)
    {
        // Elsewhere than in the commercial partition, IAM is only found by way of one of its regions.
        string[] region = holder.Partition switch
        {
            "aws-cn" => ["--region=cn-north-1"],
            "aws-us-gov" => ["--region=us-gov-west-1"],
            _ => [],
        };
        return string.Join(' ', ["aws", "iam", verb, .. arguments.Select(Quoted), .. region]);
    }

    // "--name=value" as one word, so that a value that begins with a dash is no option.
    private static string Quoted(string argument) =>
        argument.AsSpan().ContainsAnyExcept(Unquoted) ? $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'" : argument;

    private static readonly System.Buffers.SearchValues<char> Unquoted =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+,.@:/");

    private static string Named(IamArn holder) => $"--{holder.Type}-name={holder.Name}";

    private static string Note(IamArn holder, string effect)
    {
        var owner = holder.Path switch
        {
            _ when holder.Path.StartsWith("/aws-reserved/sso.amazonaws.com/", StringComparison.Ordinal) =>
                " IAM Identity Center owns this role and refuses the command: change the permission set instead.",
            _ when holder.Path.StartsWith("/aws-service-role/", StringComparison.Ordinal) =>
                " An AWS service owns this role and refuses the command: remove it through that service.",
            _ => "",
        };
        return $"Run it with rights in account {holder.Account}. {effect}{owner}";
    }

    private static RevocationPlan None(string reason) => new(null, null, reason);

    // What IAM allows in names, paths and ARNs, and what a terminal shows as it is.
    private static bool IsPlain(string text) => text.All(letter => letter is > ' ' and < '\x7F');
}
