using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>The members by which a document is recognized, and what it looks like when it is none that can be read.</summary>
internal sealed class DocumentSigns
{
    private const int MostMembers = 12;
    private const string Wanted = "Give the output of aws iam get-account-authorization-details.";

    private readonly List<string> _members = [];
    private string? _kind;

    /// <summary>True once a member was seen that belongs to an export.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Remembers the member that <paramref name="scanner"/> stands on, and refuses at once what is long and surely something else.</summary>
    public void See(ExportScanner scanner)
    {
        if (scanner.Piece is ExportPiece.Element || _members.Count == MostMembers)
        {
            return;
        }
        _members.Add(scanner.Member);
        if (scanner.Member is "kind" && scanner.Value is [(byte)'"', ..] value)
        {
            _kind = JsonSerializer.Deserialize<string>(value);
        }
        if (scanner.Piece is ExportPiece.ListStart && !IsKnown && Recognized() is { } other)
        {
            throw scanner.Fault($"{other} {Wanted}");
        }
    }

    /// <summary>Says what the document is instead.</summary>
    public string LooksLike() => Recognized() is { } other
        ? $"{other} {Wanted}"
        : _members.Count == 0
            ? $"This is an empty object. {Wanted}"
            : $"This is no export that the portal reads: it has {string.Join(", ", _members.Take(6).Select(Quoted))}. {Wanted}";

    private string? Recognized()
    {
        bool Has(params ReadOnlySpan<string> members)
        {
            foreach (var member in members)
            {
                if (!_members.Contains(member))
                {
                    return false;
                }
            }
            return true;
        }

        return this switch
        {
            _ when Has("Records") => "This looks like a CloudTrail log file: events belong to the source's events, not to its snapshot.",
            _ when Has("detail-type") || Has("eventSource", "eventName") => "This looks like an event: events belong to the source's events, not to its snapshot.",
            _ when Has("apiVersion", "kind") || Has("apiVersion", "items") => $"This looks like a Kubernetes {(_kind is null ? "object" : Quoted(_kind))}, but the source is AWS.",
            _ when Has("configurationItems") => "This looks like an AWS Config snapshot, which is not read yet.",
            _ when Has("@odata.context") => "This looks like an answer of Microsoft Graph, but the source is AWS.",
            _ when Has("roleAssignments") || Has("roleDefinitions") => "This looks like an export of Azure role assignments, but the source is AWS.",
            _ when Has("bindings", "etag") => "This looks like a Google Cloud IAM policy, but the source is AWS.",
            _ when Has("Statement") => "This is a single policy document without the role or user that holds it.",
            _ when Has("Roles") || Has("Users") || Has("Groups") => "This looks like the output of aws iam list-roles, list-users or list-groups, which holds no policies.",
            _ when Has("Role") || Has("User") => "This looks like the output of aws iam get-role or get-user, which holds no policies.",
            _ when Has("TerraformVersion") || Has("terraform_version") => "This looks like a Terraform state file.",
            _ when Has("Policy") => "This is a resource policy that does not say whose it is: put it into { \"ResourcePolicies\": [ { \"ResourceArn\", \"AccountId\", \"Policy\" } ] }.",
            _ when Has("IsTruncated") => "This page says that it is one of several but holds no list.",
            _ => null,
        };
    }

    private static string Quoted(string text) => $"\"{(text.Length > 40 ? text[..40] + "…" : text)}\"";
}
