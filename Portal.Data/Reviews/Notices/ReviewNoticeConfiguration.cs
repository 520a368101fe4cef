using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Reviews.Notices;

/// <summary>The table of notices.</summary>
internal sealed class ReviewNoticeConfiguration : IEntityTypeConfiguration<ReviewNotice>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ReviewNotice> builder)
    {
        builder.ToTable("review_notices");
        builder.HasKey(n => new { n.CampaignId, n.ReviewerId, n.Kind, n.About });
        builder.HasOne<Campaign>().WithMany().HasForeignKey(n => n.CampaignId).OnDelete(DeleteBehavior.Restrict);
    }
}
