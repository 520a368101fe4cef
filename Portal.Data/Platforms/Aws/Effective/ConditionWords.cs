using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Says conditions in words: exactly for experts, and plainly for everyone by a table of what the keys mean.</summary>
internal static class ConditionWords
{
    private const int MaxShown = 5;

    /// <summary>What a key is about, when a sentence goes on with "is" or "is not".</summary>
    private static readonly Dictionary<string, string> Subjects = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aws:CalledVia"] = "the service that passes the call on",
        ["aws:CalledViaFirst"] = "the first service that passes the call on",
        ["aws:CalledViaLast"] = "the last service that passes the call on",
        ["aws:CurrentTime"] = "the time",
        ["aws:PrincipalAccount"] = "its account",
        ["aws:PrincipalArn"] = "the caller",
        ["aws:PrincipalOrgID"] = "its organization",
        ["aws:PrincipalOrgPaths"] = "its place in the organization",
        ["aws:RequestedRegion"] = "the region",
        ["aws:ResourceAccount"] = "the resource's account",
        ["aws:ResourceOrgID"] = "the resource's organization",
        ["aws:SourceAccount"] = "the account on whose behalf it is called",
        ["aws:SourceArn"] = "the resource on whose behalf it is called",
        ["aws:SourceIdentity"] = "the person behind the session",
        ["aws:SourceIp"] = "the address that the call comes from",
        ["aws:SourceVpc"] = "the network that the call comes from",
        ["aws:SourceVpce"] = "the endpoint that the call comes through",
        ["aws:TagKeys"] = "the tags that are set",
        ["aws:UserAgent"] = "the program that calls",
        ["aws:username"] = "the user's name",
        ["aws:userid"] = "the caller's id",
        ["ec2:InstanceType"] = "the kind of server",
        ["ec2:Region"] = "the region",
        ["iam:AWSServiceName"] = "the service",
        ["iam:PassedToService"] = "the service that gets the role",
        ["iam:PermissionsBoundary"] = "the boundary that is set",
        ["iam:PolicyARN"] = "the policy",
        ["kms:ViaService"] = "the service that uses the key",
        ["kms:GrantIsForAWSResource"] = "the grant being for an AWS service",
        ["s3:prefix"] = "the prefix",
        ["s3:x-amz-server-side-encryption"] = "the encryption",
        ["s3:x-amz-acl"] = "the access list that is set",
        ["sts:ExternalId"] = "the external id",
        ["sts:RoleSessionName"] = "the session's name",
    };

    /// <summary>Keys that are true or false, as whole sentences.</summary>
    private static readonly Dictionary<string, (string True, string False)> Facts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aws:MultiFactorAuthPresent"] = ("a second factor was used", "no second factor was used"),
        ["aws:SecureTransport"] = ("the connection is encrypted", "the connection is not encrypted"),
        ["aws:ViaAWSService"] = ("an AWS service passes the call on", "it is called directly"),
        ["aws:PrincipalIsAWSService"] = ("the caller is an AWS service", "the caller is not an AWS service"),
    };

    private static readonly (string Prefix, string Subject)[] Tags =
    [
        ("aws:ResourceTag/", "tag {0} of the resource"), ("ec2:ResourceTag/", "tag {0} of the resource"), ("iam:ResourceTag/", "tag {0} of the resource"),
        ("secretsmanager:ResourceTag/", "tag {0} of the secret"), ("ssm:resourceTag/", "tag {0} of the resource"), ("s3:ExistingObjectTag/", "tag {0} of the object"),
        ("aws:RequestTag/", "tag {0} that is set"), ("s3:RequestObjectTag/", "tag {0} that is set"), ("aws:PrincipalTag/", "its own tag {0}"),
    ];

    /// <summary>A condition as pages and the API show it.</summary>
    public static PermissionCondition Show(PieceCondition condition)
    {
        var patterns = condition.Where?.Patterns.Select(pattern => pattern.Source).ToList() ?? [];
        var isElsewhere = condition.Where?.IsNegated == true;
        return new PermissionCondition(
            condition.Kind,
            [.. condition.Tests.Select(test => new ConditionTerm(test.OperatorName, test.Key, [.. test.Values.Select(value => value.Source)], test.By.IsNegated))],
            patterns,
            isElsewhere,
            condition.Source,
            condition.Canonical,
            Put(condition, patterns, isElsewhere, test => test.ToString()),
            IsTurned(condition) ? Plain(condition.Tests[0], isTurned: true) : Put(condition, patterns, isElsewhere, test => Plain(test)));
    }

    /// <summary>One comparison, plainly: <c>the region is eu-central-1 or eu-west-1</c>.</summary>
    /// <param name="test">The comparison.</param>
    /// <param name="isTurned">True to say its opposite.</param>
    public static string Plain(PolicyCondition test, bool isTurned = false)
    {
        var isNegated = test.By.IsNegated != isTurned;
        var values = test.Values.Select(value => value.Source).ToList();
        if (test.By.Test == ConditionTest.Null)
        {
            var isAbsent = values.Exists(value => bool.TryParse(value, out var truth) && truth);
            return Facts.TryGetValue(test.Key, out var asked)
                ? $"it is {(isAbsent ? "not said" : "said")} whether {asked.True}"
                : $"{Subject(test.Key)} is {(isAbsent ? "not given" : "given")}";
        }
        var orMissing = test.By.IfExists ? ", or that is not said" : string.Empty;
        if (test.By.Test == ConditionTest.Bool && values is [var only] && bool.TryParse(only, out var wanted) && Facts.TryGetValue(test.Key, out var fact))
        {
            return (wanted ? fact.True : fact.False) + orMissing;
        }
        var each = test.By.Qualifier switch
        {
            SetQualifier.ForAllValues => "each of ",
            SetQualifier.ForAnyValue => "one of ",
            SetQualifier.None => string.Empty,
        };
        return $"{each}{Subject(test.Key)} {Verb(test, isNegated)} {Values(values, isNegated)}{(isTurned ? string.Empty : orMissing)}";
    }

    // "Denied unless it is a" is said as "only when it is a": a key that is missing is not a, and so denied as well.
    private static bool IsTurned(PieceCondition condition) => condition is { Kind: ConditionKind.Unless, Where: null, Tests: [{ By: { IsNegated: true, Qualifier: SetQualifier.None } }] };

    private static string Put(PieceCondition condition, List<string> patterns, bool isElsewhere, Func<PolicyCondition, string> say)
    {
        var tests = string.Join(" and ", condition.Tests.Select(say));
        return condition.Kind switch
        {
            ConditionKind.When => tests,
            ConditionKind.Unless when condition.Where is null => $"unless {tests}",
            ConditionKind.Unless => $"unless {tests} on {(isElsewhere ? "other resources than " : string.Empty)}{Patterns(patterns)}",
            ConditionKind.ResourceAlso => $"resource also matches {Patterns(patterns)}",
            ConditionKind.Unknown => condition.Note!,
        };
    }

    private static string Subject(string key)
    {
        if (Subjects.TryGetValue(key, out var subject))
        {
            return subject;
        }
        foreach (var (prefix, words) in Tags)
        {
            if (key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return string.Format(System.Globalization.CultureInfo.InvariantCulture, words, key[prefix.Length..]);
            }
        }
        return key;
    }

    private static string Verb(PolicyCondition test, bool isNegated) => test.By.Test switch
    {
        ConditionTest.StringLike or ConditionTest.ArnLike when test.Values.Any(value => value.Source.AsSpan().ContainsAny("*?")) => isNegated ? "does not match" : "matches",
        ConditionTest.NumericLessThan => "is below",
        ConditionTest.NumericLessThanEquals => "is at most",
        ConditionTest.NumericGreaterThan => "is above",
        ConditionTest.NumericGreaterThanEquals => "is at least",
        ConditionTest.DateLessThan or ConditionTest.DateLessThanEquals => "is before",
        ConditionTest.DateGreaterThan or ConditionTest.DateGreaterThanEquals => "is after",
        ConditionTest.IpAddress => isNegated ? "is not in" : "is in",
        _ => isNegated ? "is not" : "is",
    };

    private static string Values(List<string> values, bool isNegated) => values.Count switch
    {
        0 => "anything",
        > MaxShown => $"one of {values.Count} values",
        _ => string.Join(isNegated ? " nor " : " or ", values),
    };

    private static string Patterns(List<string> patterns) =>
        patterns.Count <= MaxShown ? string.Join(" or ", patterns) : $"{string.Join(", ", patterns.Take(MaxShown))} and {patterns.Count - MaxShown} more";
}
