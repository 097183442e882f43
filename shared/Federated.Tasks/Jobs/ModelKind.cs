namespace Federated.Tasks.Jobs;

/// <summary>Which model a job trains. Written in lower case, words joined by '_'.</summary>
public enum ModelKind
{
    /// <summary>Logistic regression.</summary>
    Logistic,

    /// <summary>Multilayer perceptron.</summary>
    Mlp,

    /// <summary>Gradient-boosted trees.</summary>
    BoostedTrees,

    /// <summary>Random forest.</summary>
    RandomForest,

    /// <summary>Naive Bayes.</summary>
    NaiveBayes,

    /// <summary>Linear regression with an L2 penalty.</summary>
    Linear,

    /// <summary>Item weights of a linear autoencoder (EASE).</summary>
    Ease,

    /// <summary>Neighbouring items by cosine.</summary>
    ItemKnn,

    /// <summary>What most customers have.</summary>
    Popularity,

    /// <summary>Sequences by gated recurrent units (GRU4Rec).</summary>
    Gru4Rec,

    /// <summary>Sequences by self-attention (SASRec).</summary>
    SasRec,

    /// <summary>A tower of the customer's items and one of candidates.</summary>
    TwoTower,

    /// <summary>Factors of items that are learnt together, tastes that stay.</summary>
    Factors,

    /// <summary>Gated recurrent units over the last periods of a series.</summary>
    Gru,

    /// <summary>The one that the task is built on; there is nothing to choose.</summary>
    Own,
}
