using System.Text;
using Federated.Tasks.Schema;

namespace Federated.EndToEnd.Tests.Companies;

/// <summary>One row of a company's file.</summary>
internal sealed record Customer(string Id, int? Tenure, int Spend, string Plan, bool HasLeft)
{
    public const string Header = "customer,tenure,spend,plan,left";

    public override string ToString() => $"{Id},{Tenure},{Spend},{Plan},{(HasLeft ? "yes" : "no")}";

    /// <summary>Whether the row is trained on, and not held out, in a job of this name.</summary>
    public bool IsTrainedOn(string job) => !TrainTestSplit.IsTest(TrainTestSplit.KeyOfId(job, Encoding.UTF8.GetBytes(Id)), testFraction: 0.2);
}
