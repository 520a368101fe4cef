namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>What layers are called in answers.</summary>
internal static class PolicyLayerNames
{
    extension(PolicyLayer layer)
    {
        /// <summary>The name in the API, for example <c>serviceControlPolicy</c>.</summary>
        public string Key => layer switch
        {
            PolicyLayer.Identity => "identity",
            PolicyLayer.Boundary => "boundary",
            PolicyLayer.Session => "session",
            PolicyLayer.ServiceControl => "serviceControlPolicy",
            PolicyLayer.ResourceControl => "resourceControlPolicy",
            PolicyLayer.Resource => "resource",
            PolicyLayer.Endpoint => "endpoint",
        };

        /// <summary>The name in a sentence, for example <c>service control policy</c>.</summary>
        public string Words => layer switch
        {
            PolicyLayer.Identity => "policy",
            PolicyLayer.Boundary => "permission boundary",
            PolicyLayer.Session => "session policy",
            PolicyLayer.ServiceControl => "service control policy",
            PolicyLayer.ResourceControl => "resource control policy",
            PolicyLayer.Resource => "policy on the resource",
            PolicyLayer.Endpoint => "VPC endpoint policy",
        };
    }
}
