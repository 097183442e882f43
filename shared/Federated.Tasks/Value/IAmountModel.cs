using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Value;

/// <summary>What predicts amounts of money, and on which scale.</summary>
internal interface IAmountModel
{
    /// <summary>Training rows of all nodes.</summary>
    long Rows(TaskState state);

    /// <summary>An amount that is usual, above 0.</summary>
    double Typical(TaskState state);

    /// <summary>The amount that is expected of each row, 0 or more; NaN of a row that the model cannot use.</summary>
    /// <exception cref="TaskStateException">The state holds no model yet.</exception>
    double[] Expected(TaskState state, LocalTable table);
}
