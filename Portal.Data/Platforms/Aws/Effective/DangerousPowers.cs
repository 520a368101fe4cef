namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Powers by which an identity gets more rights, reads secrets, or hides what it did; riskiest first.</summary>
internal static class DangerousPowers
{
    /// <summary>All of them, in the order in which they are told.</summary>
    public static IReadOnlyList<DangerousPower> All { get; } =
    [
        new(
            "Can give itself or others any right, by changing policies",
            "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicyVersion", "iam:PutGroupPolicy",
            "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion"),
        new("Can decide who may act as a role", "iam:UpdateAssumeRolePolicy"),
        new("Can make keys and passwords for other users and so act as them", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:CreateServiceSpecificCredential"),
        new("Can take off the limits that were put on identities", "iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"),
        new("Can hand roles to services and so use their rights", "iam:PassRole"),
        new("Can act as other roles that trust it", "sts:AssumeRole"),
        new("Can stop or delete the record of what happens", "cloudtrail:DeleteTrail", "cloudtrail:StopLogging", "cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors"),
        new("Can change the organization's own limits", "organizations:AttachPolicy", "organizations:DetachPolicy", "organizations:UpdatePolicy", "organizations:LeaveOrganization"),
        new("Can read stored secrets and passwords", "secretsmanager:GetSecretValue"),
        new("Can run commands on servers", "ssm:SendCommand", "ssm:StartSession", "ec2-instance-connect:SendSSHPublicKey"),
        new("Can decide who may use encryption keys", "kms:CreateGrant", "kms:PutKeyPolicy"),
        new("Can destroy encryption keys and with them all that they protect", "kms:ScheduleKeyDeletion"),
        new("Can open S3 buckets to others", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutAccountPublicAccessBlock"),
    ];
}
