using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations;

/// <summary>The table of remediations.</summary>
internal sealed class RemediationConfiguration : IEntityTypeConfiguration<Remediation>
{
    private const int NativeIdLength = 1000;

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Remediation> builder)
    {
        builder.ToTable("remediations");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Principal).HasMaxLength(NativeIdLength);
        builder.Property(r => r.Entitlement).StoredAsJson();
        builder.Property(r => r.Documents).StoredAsJson();
        builder.Property(r => r.Command).IsLongText();
        builder.Property(r => r.Inverse).IsLongText();
        builder.Property(r => r.Note).IsLongText();
        builder.Property(r => r.Problem).HasMaxLength(Remediation.ProblemLength);
        builder.Property(r => r.Remaining).StoredAsJson();
        builder.Property(r => r.Reason).HasMaxLength(Answer.JustificationLength);
        builder.HasIndex(r => r.ItemId).IsUnique();
        builder.HasIndex(r => new { r.CampaignId, r.State });
        builder.HasIndex(r => new { r.SourceId, r.State });
        builder.HasIndex(r => new { r.PlannedAt, r.Id });
        builder.HasOne<ReviewItem>().WithOne().HasForeignKey<Remediation>(r => r.ItemId).OnDelete(DeleteBehavior.Restrict);
    }
}
