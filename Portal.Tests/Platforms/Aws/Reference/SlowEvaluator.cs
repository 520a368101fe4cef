using System.Text.Json.Nodes;

namespace Portal.Tests.Platforms.Aws.Reference;

/// <summary>
/// A second evaluator, written from the IAM guide and from nothing else: it reads the JSON of a case, matches with regular expressions, keeps
/// nothing and shares no code with the engine. Slow and plain on purpose, so that two people can agree by reading it.
/// </summary>
internal sealed class SlowEvaluator
{
    private static readonly HashSet<string> WithoutResource = ["s3:listallmybuckets", "kms:listkeys", "sts:getcalleridentity", "sts:getsessiontoken"];
    private static readonly HashSet<string> WithResourceControl = ["s3", "sts", "kms", "sqs", "secretsmanager"];

    private readonly JsonObject _case;
    private readonly SlowCaller _caller;
    private readonly string _action;
    private readonly string _resource;
    private readonly string _owner;
    private readonly SlowStatements _statements;

    private SlowEvaluator(JsonObject json)
    {
        _case = json;
        var request = json["request"]!;
        _caller = SlowCaller.Of(request["principal"]!);
        _action = request["action"]!.GetValue<string>().ToLowerInvariant();
        _resource = WithoutResource.Contains(_action) ? "*" : request["resource"]!["resource"]!.GetValue<string>();
        _owner = request["resource"]!["accountId"]!.GetValue<string>();
        _statements = new SlowStatements(_caller, _action, _resource, request["contextVariables"] as JsonObject ?? [], HasBoundary);
    }

    private bool HasBoundary => _case["permissionBoundaryPolicies"] is not null;

    private bool IsSameAccount => _caller.Account == _owner;

    private bool HasCredentials => HasOwn || _caller.Kind is "root" or "service";

    private bool HasOwn => _caller.Kind is "user" or "role" or "assumed-role" or "federated-user";

    /// <summary>Allowed, ExplicitlyDenied or ImplicitlyDenied.</summary>
    public static string Decide(JsonObject json)
    {
        var evaluator = new SlowEvaluator(json);
        if (evaluator._action == "sts:getcalleridentity" && evaluator.HasCredentials)
        {
            return "Allowed";
        }
        if (evaluator.IsDenied())
        {
            return "ExplicitlyDenied";
        }
        return evaluator.IsAllowed() ? "Allowed" : "ImplicitlyDenied";
    }

    private bool IsDenied()
    {
        var denies = new List<bool>();
        if (HasOwn)
        {
            denies.Add(Documents("identityPolicies").Any(d => _statements.Any(d, "Deny")));
            denies.Add(Documents("permissionBoundaryPolicies").Any(d => _statements.Any(d, "Deny")));
            denies.Add(_case["sessionPolicy"] is { } session && _statements.Any(session, "Deny"));
        }
        if (ServiceControlBinds)
        {
            denies.Add(Levels("serviceControlPolicies").SelectMany(level => level).Any(d => _statements.Any(d, "Deny")));
        }
        if (ResourceControlBinds)
        {
            denies.Add(Levels("resourceControlPolicies").SelectMany(level => level).Any(d => _statements.AnyAboutEveryone(d, "Deny")));
        }
        var ownersRepair = _caller.Kind == "root" && IsSameAccount && _action is "s3:putbucketpolicy" or "s3:getbucketpolicy" or "s3:deletebucketpolicy";
        denies.Add(!ownersRepair && _case["resourcePolicy"] is { } policy && _statements.AnyNaming(policy, "Deny") > 0);
        denies.Add(Documents("vpcEndpointPolicies").Any(d => _statements.AnyNaming(d, "Deny") > 0));
        return denies.Contains(true);
    }

    private bool IsAllowed()
    {
        if (_action.StartsWith("iam:attach", StringComparison.Ordinal) && _resource.Contains(":role/aws-reserved/", StringComparison.Ordinal))
        {
            return false;
        }
        if (_caller.Kind == "root" && _action == "sts:assumerole")
        {
            return false;
        }
        if (!HasCredentials && _action is ("sts:getcalleridentity" or "sts:getsessiontoken"))
        {
            return false;
        }
        var needsNothing = _action == "sts:getsessiontoken";
        var serviceControl = !ServiceControlBinds || needsNothing || Levels("serviceControlPolicies").All(level => level.Any(d => _statements.Any(d, "Allow")));
        var endpoint = _case["vpcEndpointPolicies"] is null || Documents("vpcEndpointPolicies").Any(d => _statements.AnyNaming(d, "Allow") > 0);
        return ((needsNothing && HasOwn) || IsGranted()) && serviceControl && endpoint;
    }

    private bool IsGranted()
    {
        // 3 the caller itself or everyone, 2 the role or user behind it, 1 its account, 0 nobody
        var named = _case["resourcePolicy"] is { } onResource && !PublicBucketStops(onResource) ? _statements.AnyNaming(onResource, "Allow") : 0;
        if (!HasOwn && _caller.Kind != "root")
        {
            return named == 3;
        }
        var decidesItself = (_action.StartsWith("kms:", StringComparison.Ordinal) && _resource.Contains(":key/", StringComparison.Ordinal)) || _action == "sts:assumerole";
        if (_caller.Kind == "root")
        {
            return (IsSameAccount && !decidesItself) || named > 0;
        }
        var limits = (!HasBoundary || Documents("permissionBoundaryPolicies").Any(d => _statements.Any(d, "Allow")))
            && (_case["sessionPolicy"] is not { } session || _statements.Any(session, "Allow"));
        var identity = (_caller.Kind != "federated-user" || _case["sessionPolicy"] is not null) && Documents("identityPolicies").Any(d => _statements.Any(d, "Allow"));
        if (!IsSameAccount)
        {
            return named > 0 && identity && limits;
        }
        var byResource = named == 3 || (named >= 2 && limits);
        return byResource || (identity && limits && (!decidesItself || named > 0));
    }

    private bool ServiceControlBinds => (HasOwn || _caller.Kind == "root") && !_caller.IsServiceLinked && Levels("serviceControlPolicies").Count > 0
        && _case["organization"]?["managementAccountId"]?.GetValue<string>() != _caller.Account;

    private bool ResourceControlBinds => Levels("resourceControlPolicies").Count > 0 && !_caller.IsServiceLinked && _action != "kms:retiregrant"
        && WithResourceControl.Contains(_action.Split(':')[0]) && !_resource.Contains(":alias/aws/", StringComparison.Ordinal)
        && _case["organization"]?["managementAccountId"]?.GetValue<string>() != _owner;

    private bool PublicBucketStops(JsonNode policy) =>
        _case["additionalSettings"]?["s3"]?["blockPublicAccess"]?.GetValue<bool>() == true
        && _action.StartsWith("s3:", StringComparison.Ordinal) && _caller.Kind != "service" && !IsSameAccount && SlowStatements.IsPublic(policy);

    private List<JsonNode> Documents(string member) => [.. (_case[member] as JsonArray ?? []).Select(entry => entry!["policy"]!)];

    private List<List<JsonNode>> Levels(string member) =>
        [.. (_case[member] as JsonArray ?? []).Select(level => level!["policies"]!.AsArray().Select(entry => entry!["policy"]!).ToList())];
}
