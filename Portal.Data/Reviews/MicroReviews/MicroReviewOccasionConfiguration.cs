using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>The table of what set rules off. What led to a review outlives its rule, so that the review still says why it was opened.</summary>
internal sealed class MicroReviewOccasionConfiguration : IEntityTypeConfiguration<MicroReviewOccasion>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<MicroReviewOccasion> builder)
    {
        builder.ToTable("micro_review_occasions");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Key).HasMaxLength(MicroReviewOccasion.KeyLength);
        builder.Property(o => o.Why).HasMaxLength(MicroReviewOccasion.WhyLength);
        builder.HasIndex(o => new { o.RuleId, o.Key }).IsUnique();
        builder.HasIndex(o => new { o.RuleId, o.Review });
        builder.HasIndex(o => o.ChangeId).HasFilter("\"ChangeId\" IS NOT NULL");
        builder.HasIndex(o => o.CampaignId).HasFilter("\"CampaignId\" IS NOT NULL");
        builder.HasIndex(o => new { o.IdentityId, o.At });
    }
}
