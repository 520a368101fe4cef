using System.Buffers;
using System.Text;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Signals;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// Reads out of a CloudTrail record what it shows of the call that may have set it off. AWS loses an agent's mark there: a function, an instance
/// or a stack acts with a role of its own, and the record names only that. All of it is behaviour: names and times that fit.
/// </summary>
internal static class HopTrails
{
    // One record has few texts to share.
    private const int Slots = 64;
    private const string CloudFormation = "cloudformation";

    // No run of a function takes longer.
    private static readonly TimeSpan Run = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Command = TimeSpan.FromHours(2);
    private static readonly TimeSpan Stack = TimeSpan.FromHours(6);

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> OfFunctions = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>What the record shows; nothing when the text is no record.</summary>
    public static HopTrail Of(string raw)
    {
        try
        {
            var record = CloudTrailRecord.Read(Encoding.UTF8.GetBytes(raw), new JsonTexts(Slots));
            return new([.. KeysOf(record.Identity, record.Region)], record.Identity.Principal, record.Identity.SourceIdentity);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            return HopTrail.None;
        }
    }

    /// <summary>The key of the session, or the user, that a key id belongs to.</summary>
    public static string OfKey(string id) => $"key\n{id}";

    /// <summary>The key of what is named like a function that ran.</summary>
    public static string OfRun(string account, string function) => $"run\n{account}\n{function}";

    /// <summary>The key of what is named like a function that was made or rewritten.</summary>
    public static string OfCode(string account, string function) => $"code\n{account}\n{function}";

    /// <summary>The key of what an instance does that was started.</summary>
    public static string OfInstance(string account, string instance) => $"instance\n{account}\n{instance}";

    /// <summary>The key of what an instance does that was told to.</summary>
    public static string OfCommand(string account, string instance) => $"command\n{account}\n{instance}";

    /// <summary>The key of a session that is named after a build or a task.</summary>
    public static string OfNamed(string account, string session) => $"named\n{account}\n{session}";

    /// <summary>The key of what a service does with a role that was given to it.</summary>
    public static string OfRole(string service, string role) => $"role\n{AgentServices.ShortName(service)}\n{role}";

    /// <summary>The key of what a service does with the rights of the session that called it.</summary>
    public static string OfForwarded(string service, string session, string? began) => $"forwarded\n{AgentServices.ShortName(service)}\n{session}\n{began}";

    /// <summary>The key of what state machines do in an account and region.</summary>
    public static string OfMachines(string account, string? region) => $"machines\n{account}\n{region}";

    private static IEnumerable<HopKey> KeysOf(CloudTrailIdentity identity, string? region)
    {
        if (identity.AccessKey is { Length: > 0 } key)
        {
            yield return new(OfKey(key), $"userIdentity.accessKeyId = {key}", "That call handed out the key that signed this one.", HopKey.Longest, IsUnique: true);
        }
        if (identity is { SessionName: { Length: > 0 } name, Account: { } account })
        {
            foreach (var named in KeysOf(account, name, $"userIdentity.arn = {identity.Arn}"))
            {
                yield return named;
            }
        }
        var service = identity.InvokedBy ?? (identity.SessionName is "AWSCloudFormation" ? $"{CloudFormation}.amazonaws.com" : null);
        if (service is null)
        {
            yield break;
        }
        var evidence = identity.InvokedBy is null ? $"userIdentity.arn = {identity.Arn}" : $"userIdentity.invokedBy = {service}";
        if (identity.IssuerArn is { } role)
        {
            yield return new(OfRole(service, role), evidence, "That call gave the service the role that it used here.", Stack, IsUnique: false);
        }
        if (identity.Arn is { } session)
        {
            yield return new(OfForwarded(service, session, identity.SessionBegan), evidence, "The service acted with the rights of the session that called it.", Stack, IsUnique: false);
        }
        if (identity.Account is { } owner && AgentServices.ShortName(service) is "states")
        {
            yield return new(
                OfMachines(owner, region), evidence, "A state machine acted in the account and region in which that call started one; nothing says that it is the same.", Run, IsUnique: false);
        }
    }

    private static IEnumerable<HopKey> KeysOf(string account, string name, string evidence)
    {
        if (name.StartsWith("i-", StringComparison.Ordinal) && IsHex(name.AsSpan(2)))
        {
            yield return new(OfInstance(account, name), evidence, "That call started the instance that the session is named after.", HopKey.Longest, IsUnique: false);
            yield return new(OfCommand(account, name), evidence, "That call sent a command to the instance that the session is named after.", Command, IsUnique: false);
        }
        else if (name.StartsWith("AWSCodeBuild-", StringComparison.Ordinal) || (name.Length == 32 && IsHex(name)))
        {
            yield return new(OfNamed(account, name), evidence, "That call started the build or task that the session is named after.", HopKey.Longest, IsUnique: true);
        }
        else if (!name.AsSpan().ContainsAnyExcept(OfFunctions))
        {
            yield return new(OfRun(account, name), evidence, "That call ran a function, and the session is named like it.", Run, IsUnique: false);
            yield return new(OfCode(account, name), evidence, "That call wrote a function, and the session is named like it.", HopKey.Longest, IsUnique: false);
        }
    }

    private static bool IsHex(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(Hex);
}
