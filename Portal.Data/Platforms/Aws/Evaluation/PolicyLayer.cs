namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>Where a policy stands in AWS's order of decision.</summary>
internal enum PolicyLayer
{
    /// <summary>Attached to the caller, written into it, or held by a group of it.</summary>
    Identity,
    /// <summary>The caller's permission boundary.</summary>
    Boundary,
    /// <summary>Passed in when the session was made.</summary>
    Session,
    /// <summary>A service control policy above the caller's account.</summary>
    ServiceControl,
    /// <summary>A resource control policy above the resource's account.</summary>
    ResourceControl,
    /// <summary>On the resource itself.</summary>
    Resource,
    /// <summary>On the VPC endpoint that the request goes through.</summary>
    Endpoint,
}
