namespace Portal.Data.Platforms.Aws;

/// <summary>The name of an IAM entity: <c>arn:aws-cn:iam::111122223333:role/agents/Cost-Reader</c>.</summary>
/// <param name="Partition"><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c> or one that is not known yet.</param>
/// <param name="Account">The twelve-digit account, or <c>aws</c> for a policy that AWS manages.</param>
/// <param name="Type"><c>role</c>, <c>user</c>, <c>group</c>, <c>policy</c>….</param>
/// <param name="Path">Between type and name, with a slash at both ends; <c>/</c> alone is the usual one.</param>
/// <param name="Name">The last part, unique in its account and type whatever the path.</param>
internal readonly record struct IamArn(string Partition, string Account, string Type, string Path, string Name)
{
    /// <summary>Reads an ARN of the IAM service.</summary>
    /// <returns>False when <paramref name="text"/> is none, or names no entity.</returns>
    public static bool TryParse(string text, out IamArn arn)
    {
        arn = default;
        Span<Range> parts = stackalloc Range[6];
        var span = text.AsSpan();
        if (span.Split(parts, ':') != 6 || span[parts[0]] is not "arn" || span[parts[2]] is not "iam")
        {
            return false;
        }
        var entity = span[parts[5]];
        var type = entity.IndexOf('/');
        var name = entity.LastIndexOf('/');
        if (type <= 0 || name == entity.Length - 1 || parts[4].Start.Value == parts[4].End.Value)
        {
            return false;
        }
        arn = new IamArn(
            Partition: Shared(span[parts[1]]),
            Account: span[parts[4]].ToString(),
            Type: Shared(entity[..type]),
            Path: type == name ? "/" : entity[type..(name + 1)].ToString(),
            Name: entity[(name + 1)..].ToString());
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"arn:{Partition}:iam::{Account}:{Type}{Path}{Name}";

    // A few words make up most ARNs: no new text for them.
    private static string Shared(ReadOnlySpan<char> word) => word switch
    {
        "aws" => "aws",
        "aws-cn" => "aws-cn",
        "aws-us-gov" => "aws-us-gov",
        "role" => "role",
        "user" => "user",
        "group" => "group",
        "policy" => "policy",
        _ => word.ToString(),
    };
}
