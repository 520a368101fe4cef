using System.Text.Json.Nodes;

namespace Portal.Tests.Platforms.Aws.Reference;

/// <summary>Who asks, for the slow evaluator.</summary>
/// <param name="Kind">user, role, assumed-role, federated-user, root, service or anonymous.</param>
/// <param name="Arn">Its ARN, or the service's name.</param>
/// <param name="Account">Its account; null for services and anonymous callers.</param>
/// <param name="Name">Its name without path; of a session, the role's.</param>
internal sealed record SlowCaller(string Kind, string Arn, string? Account, string Name)
{
    public bool IsServiceLinked => Kind == "role" && Arn.Contains("role/aws-service-role/", StringComparison.Ordinal);

    public static SlowCaller Of(JsonNode principal)
    {
        if (principal is JsonObject)
        {
            return new SlowCaller("anonymous", "anonymous", Account: null, string.Empty);
        }
        var arn = principal.GetValue<string>();
        if (!arn.StartsWith("arn:", StringComparison.Ordinal))
        {
            return new SlowCaller("service", arn, Account: null, string.Empty);
        }
        var parts = arn.Split(':');
        var resource = parts[5].Split('/');
        return new SlowCaller(resource[0], arn, parts[4], resource[0] == "assumed-role" ? resource[1] : resource[^1]);
    }

    /// <summary>How strongly one entry of a Principal element names the caller: 3 itself, 2 what is behind it, 1 its account, 0 not at all.</summary>
    public int Named(string type, string entry)
    {
        if (type == "AWS" && entry == "*")
        {
            return 3;
        }
        if (Kind is "service" or "anonymous")
        {
            return type == "Service" && entry == Arn ? 3 : 0;
        }
        if (type != "AWS")
        {
            return 0;
        }
        if (entry == Account || entry == $"arn:aws:iam::{Account}:root")
        {
            return Kind == "root" ? 3 : 1;
        }
        if (entry == Arn)
        {
            return Kind == "role" ? 2 : 3;
        }
        var behind = Kind switch { "assumed-role" => "role", "federated-user" => "user", _ => null };
        return behind is not null && entry.StartsWith($"arn:aws:iam::{Account}:{behind}/", StringComparison.Ordinal) && entry.Split('/')[^1] == Name ? 2 : 0;
    }
}
