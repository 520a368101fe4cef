using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>What S3 calls public, and whom it then keeps out when public buckets are restricted.</summary>
internal static class PublicAccess
{
    private static readonly HashSet<string> NarrowingKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:SourceIp", "aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce",
        "aws:SourceVpcArn", "aws:SourceOwner", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:userid", "aws:VpceAccount", "aws:VpceOrgID",
        "s3:DataAccessPointArn", "s3:DataAccessPointAccount", "s3:x-amz-server-side-encryption-aws-kms-key-id",
    };

    /// <summary>True when the restriction of public buckets stops this request's grants: anonymous and foreign callers of a public bucket.</summary>
    public static bool IsBlocked(AccessRequest request, AppliedPolicies policies) =>
        policies.BlocksPublicAccess
        && request.Action.Service == "s3"
        && request.Principal.Kind != AwsPrincipalKind.Service
        && !request.IsSameAccount
        && policies.Resource?.Document is { } document
        && HasPublicStatement(document);

    /// <summary>A statement is public when it allows everyone and no condition ties it to fixed callers or places. One taints the whole policy.</summary>
    public static bool IsPublic(PolicyStatement statement) =>
        statement.IsAllow
        && statement.Principals is { } principals
        && (principals.IsEveryone != principals.IsNegated)
        && !HasNarrowing(statement.Conditions);

    private static bool Narrows(PolicyCondition condition) =>
        NarrowingKeys.Contains(condition.Key)
        && !condition.By.IsNegated && !condition.By.IfExists && condition.By.Qualifier != SetQualifier.ForAllValues
        && condition.By.Test != ConditionTest.Null
        && condition.Values.Count > 0
        && AreFixed(condition);

    // Loops, because these are asked in every decision on a bucket and must not allocate.
    private static bool HasPublicStatement(PolicyDocument document)
    {
        for (var i = 0; i < document.Statements.Count; i++)
        {
            if (IsPublic(document.Statements[i]))
            {
                return true;
            }
        }
        return false;
    }

    private static bool HasNarrowing(IReadOnlyList<PolicyCondition> conditions)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            if (Narrows(conditions[i]))
            {
                return true;
            }
        }
        return false;
    }

    private static bool AreFixed(PolicyCondition condition)
    {
        for (var i = 0; i < condition.Values.Count; i++)
        {
            if (!IsFixed(condition, condition.Values[i]))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsFixed(PolicyCondition condition, ConditionValue value) => condition.By.Test switch
    {
        ConditionTest.IpAddress => AddressRange.Read(value.Source) is { IsBroad: false },
        ConditionTest.StringLike or ConditionTest.ArnLike when condition.Key.Equals("aws:userid", StringComparison.OrdinalIgnoreCase) =>
            value.Source.EndsWith(":*", StringComparison.Ordinal) && value.Source.IndexOf('*', StringComparison.Ordinal) == value.Source.Length - 1,
        ConditionTest.StringLike or ConditionTest.ArnLike when condition.Key.Equals("s3:DataAccessPointArn", StringComparison.OrdinalIgnoreCase) => NamesOneAccount(value),
        ConditionTest.StringLike or ConditionTest.ArnLike => !value.Source.AsSpan().ContainsAny("*?") && !value.HasVariables,
        _ => !value.HasVariables,
    };

    /// <summary>The name of an access point may hold wildcards as long as its account is fixed.</summary>
    private static bool NamesOneAccount(ConditionValue value) =>
        !value.HasVariables && value.Source.Split(':', ResourcePattern.PartCount) is { Length: ResourcePattern.PartCount } parts && !parts[4].AsSpan().ContainsAny("*?");
}
