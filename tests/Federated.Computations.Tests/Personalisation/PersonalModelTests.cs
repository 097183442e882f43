using Federated.Computations.Personalisation;
using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Personalisation;

public sealed class PersonalModelTests
{
    private static readonly ModelSnapshot Own = PersonalCase.Architecture.Create(1).Capture(), Joint = PersonalCase.Architecture.Create(2).Capture();

    [Fact]
    public void Logits_Mixture_IsThatOfTheParts()
    {
        float[] features = [1, 2, 3, -1, 0, 2];
        float[] Logits(PersonalModel model) => model.Logits(PersonalCase.Architecture, features);
        float[] own = Logits(new PersonalModel(PersonalKind.Local, Own, null, 0)), joint = Logits(new PersonalModel(PersonalKind.Joint, null, Joint, 1));
        float[] mixed = Logits(new PersonalModel(PersonalKind.Interpolated, Own, Joint, 0.25));

        for (int row = 0; row < 2; row++)
            Assert.Equal((0.75f * own[row]) + (0.25f * joint[row]), mixed[row], 1e-6f);
        Assert.NotEqual(own, joint);
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSameModel()
    {
        PersonalModel[] models =
        [
            new(PersonalKind.Local, Own, null, 0), new(PersonalKind.Joint, null, Joint, 1), new(PersonalKind.Interpolated, Own, Joint, 0.3),
        ];
        foreach (PersonalModel model in models)
        {
            PersonalModel read = PersonalModel.Read(Safetensors.Read(Safetensors.Write(model.Write())));
            Assert.Equal((model.Kind, model.JointShare), (read.Kind, read.JointShare));
            Assert.Equal(model.Write().ContentHash(), read.Write().ContentHash());
        }
    }

    [Fact]
    public void Read_SomethingElse_IsRefused()
    {
        ModelSnapshot good = new PersonalModel(PersonalKind.Interpolated, Own, Joint, 0.3).Write();
        ModelSnapshot With(string key, string value) => new(good.Tensors, good.Metadata.SetItem(key, value));
        ModelSnapshot[] bad =
        [
            Own, With("personal.kind", "Best"), With("personal.kind", "3"), With("personal.joint_share", "1.5"), With("personal.joint_share", "0"), With("personal.joint_share", "NaN"),
            new(good.Tensors.Append(new DoubleTensor("own.extra", new TensorShape(1), [1])), good.Metadata),
            new(good.Tensors.Append(new SingleTensor("extra", new TensorShape(1), [1])), good.Metadata),
            new([], good.Metadata),
        ];

        Assert.All(bad, snapshot => Assert.Throws<ModelMismatchException>(() => PersonalModel.Read(snapshot)));
        Assert.Equal(PersonalKind.Interpolated, PersonalModel.Read(good).Kind);
    }
}
